#!/bin/sh
# docs/recipes/github.yml and gitlab.yml: they are YAML, of the form that the two services read, each command is shell, and
# what they say to escape-report is what fails on new findings only.
#
# Not: running them there.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_SRCDIR:?}"
if ! python3 -c 'import yaml' 2>/dev/null; then
  echo "UNSUPPORTED: GitHub and GitLab (python3 with yaml is not installed)"
  exit 0
fi

cat >check.py <<'END'
import re, subprocess, sys, yaml

# A key that is there twice: PyYAML takes the last one, the services refuse it.
class Strict (yaml.SafeLoader):
    pass

def mapping (loader, node, deep=False):
    keys = [loader.construct_object (key, deep=True) for key, _ in node.value]
    for key in keys:
        if keys.count (key) > 1:
            raise yaml.YAMLError ('key twice: %s' % key)
    return yaml.SafeLoader.construct_mapping (loader, node, deep)

Strict.add_constructor (yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG,
                        lambda loader, node: mapping (loader, node, True))

def result (name, ok, why=''):
    print ('%s: %s' % ('PASS' if ok else 'FAIL', name), '' if ok else why)

# COMMANDS are shell, and one of them asks for the report in the right way.
def commands (name, commands):
    for command in commands:
        run = subprocess.run (['sh', '-n', '-c', command], capture_output=True, text=True)
        if run.returncode:
            return result (name + ', the commands are shell', False, run.stderr)
    result (name + ', the commands are shell', True)
    lines = [line for command in commands for line in command.splitlines ()]
    builds = [i for i, line in enumerate (lines) if '-fplugin=escape' in line]
    reports = [i for i, line in enumerate (lines) if re.match (r'escape-report\b', line)]
    result (name + ', builds with the plugin, then reports',
            len (builds) == 1 and len (reports) == 1 and builds[0] < reports[0])
    report = lines[reports[0]] if reports else ''
    # Its status is the job's: nothing may hide it.
    result (name + ', new findings fail the job',
            '--baseline=escape.baseline' in report and not re.search (r'[|;&]', report))
    result (name + ', SARIF is written', '--sarif=escape.sarif' in report)

def github (root):
    # YAML 1.1 reads the key "on" as true.
    result ('GitHub, it runs on pushes and pull requests', set (root[True]) == {'push', 'pull_request'})
    result ('GitHub, it may upload', root['permissions'] == {'contents': 'read', 'security-events': 'write'})
    (job,) = root['jobs'].values ()
    steps = job['steps']
    result ('GitHub, each step runs or uses something',
            'runs-on' in job and all (('run' in step) != ('uses' in step) for step in steps))
    result ('GitHub, each action has a version',
            all (re.fullmatch (r'[\w-]+(/[\w-]+)+@v\d+', step['uses']) for step in steps if 'uses' in step))
    result ('GitHub, no failure is ignored', not any ('continue-on-error' in step for step in steps))
    commands ('GitHub', [step['run'] for step in steps if 'run' in step])
    upload = [step for step in steps if step.get ('uses', '').startswith ('github/codeql-action/upload-sarif@')]
    result ('GitHub, the SARIF file is uploaded, also after a failure',
            len (upload) == 1 and upload[0]['with']['sarif_file'] == 'escape.sarif'
            and '!cancelled()' in upload[0]['if'] and upload[0] is steps[-1])

def gitlab (root):
    job = root['escape']
    result ('GitLab, a job with a script', isinstance (job['script'], list) and 'image' in job and 'stage' in job)
    result ('GitLab, no failure is ignored', not job.get ('allow_failure'))
    lines = job['before_script'] + job['script']
    result ('GitLab, each line is a string', all (isinstance (line, str) for line in lines))
    commands ('GitLab', lines)
    kept = job['artifacts']
    result ('GitLab, the report is kept, also after a failure',
            kept['when'] == 'always' and 'escape.sarif' in kept['paths'])

for name, check in ('github.yml', github), ('gitlab.yml', gitlab):
    with open (sys.argv[1] + '/docs/recipes/' + name) as file:
        try:
            root = yaml.load (file, Strict)
        except yaml.YAMLError as error:
            result (name + ' is YAML', False, str (error).replace ('\n', ' '))
            continue
    result (name + ' is YAML', True)
    try:
        check (root)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        result (name + ' has the form of its service', False, repr (error))
END
python3 check.py "$ESC_SRCDIR"
