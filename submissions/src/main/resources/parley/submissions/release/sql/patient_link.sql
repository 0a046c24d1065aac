-- Patients who are one person, as one of them says.
select l.key, l.other
from patient_link l
where l.other is not null
