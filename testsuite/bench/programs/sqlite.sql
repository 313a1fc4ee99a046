-- sqlite.sql - work for the sqlite3 shell on a database in memory: inserts, indices, joins, text, triggers, JSON.
--
-- In:  nothing.
-- Out: lines that depend on all that was done.

CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, city TEXT, born INTEGER);
CREATE TABLE visit (person INTEGER, place TEXT, day INTEGER, note TEXT);
CREATE TABLE log (what TEXT);

WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
INSERT INTO person SELECT i, 'name-' || (i * 7919 % 100003), 'city-' || (i % 97), 1900 + i % 120 FROM n;
CREATE TRIGGER logged AFTER INSERT ON visit WHEN new.day = 1 BEGIN
  INSERT INTO log VALUES (new.place || '/' || new.note);
END;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
INSERT INTO visit SELECT i * 31 % 100000 + 1, 'place-' || (i % 211), i % 365, upper (hex (i)) || '-note' FROM n;
CREATE INDEX person_name ON person (name);
CREATE INDEX visit_person ON visit (person, day);

SELECT count (*), min (name), max (name) FROM person;
SELECT city, count (*) AS c, avg (born) FROM person GROUP BY city ORDER BY c DESC, city LIMIT 5;
SELECT p.city, count (*), max (v.note) FROM person p JOIN visit v ON v.person = p.id
 WHERE v.day BETWEEN 100 AND 200 GROUP BY p.city ORDER BY 2 DESC, 1 LIMIT 5;
SELECT count (*) FROM visit WHERE note LIKE '%A1%' OR note GLOB '*3?-note';
SELECT sum (length (replace (place, 'place', 'x')) + instr (note, '-')) FROM visit;
SELECT count (DISTINCT substr (name, -3)) FROM person;
SELECT length (group_concat (printf ('%05d:%s', id, city), ';')) FROM person WHERE id % 3 = 0;
SELECT sum (json_extract (json_object ('a', id, 'b', json_array (born, city)), '$.b[0]')) FROM person WHERE id < 15000;
SELECT count (*) FROM log;
UPDATE person SET name = name || '!' WHERE born % 7 = 3;
DELETE FROM visit WHERE day % 5 = 2;
SELECT place, row_number () OVER (PARTITION BY place ORDER BY day, note) AS r FROM visit WHERE day < 20
 ORDER BY r DESC, place LIMIT 5;
WITH RECURSIVE path (id, depth, text) AS (
  SELECT 1, 0, '1' UNION ALL SELECT id * 7 % 1009, depth + 1, text || '>' || (id * 7 % 1009) FROM path WHERE depth < 900)
SELECT depth, length (text) FROM path ORDER BY depth DESC LIMIT 1;
PRAGMA integrity_check;
