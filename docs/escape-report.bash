# escape-report.bash - completion of escape-report's options in bash.
#
# In:  the word being typed.
# Out: COMPREPLY.
# Not: names of functions for --dot.
#
# SPDX-License-Identifier: GPL-3.0-or-later

_escape_report ()
{
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} flag=
  local kinds='dangle maybe stackable bounded hoist contract unused'
  COMPREPLY=()
  # bash makes three words of --flag=value.
  if [[ $cur == = ]]; then
    flag=$prev cur=
  elif [[ $prev == = && $COMP_CWORD -gt 1 ]]; then
    flag=${COMP_WORDS[COMP_CWORD-2]}
  elif [[ $prev == -o ]]; then
    flag=--output
  fi
  case $flag in
    --progress)
      COMPREPLY=($(compgen -W 'auto always never' -- "$cur")) ;;
    --kinds)
      COMPREPLY=($(compgen -W "all $kinds" -P "${cur%"${cur##*,}"}" -- "${cur##*,}")) ;;
    --html|--source-dir)
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -d -- "$cur")) ;;
    --stack-limit|--frame-limit|--recursion-limit|--dot)
      ;;
    *)
      if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W '-m -o --text --table --json --sarif --html= --dot --output= --stats --dump --merge
          --kinds= --dangle --maybe --stackable --bounded --hoist --contract --unused --baseline= --write-baseline=
          --functions= --profile= --source-dir= --stack-limit= --frame-limit= --recursion-limit= --progress=
          --help --usage --version' -- "$cur"))
        [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
      else
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen -f -- "$cur"))
      fi ;;
  esac
}
complete -F _escape_report escape-report
