-- A score that is coded in LOINC alone is one of the tool whose LOINC code it has, as the course model
-- takes it too; the file has only codes of SNOMED CT.
insert into score (
  key, status, subject, tool, score, answer, effective, contact, activity, course, names_course,
  based_on
)
select
  o.key,
  o.status,
  o.subject,
  m.snomed,
  o.score,
  o.answer,
  o.effective,
  o.contact,
  o.activity,
  o.course,
  o.names_course,
  o.based_on
from loinc_score o
join scale_code m on m.loinc = o.loinc;
