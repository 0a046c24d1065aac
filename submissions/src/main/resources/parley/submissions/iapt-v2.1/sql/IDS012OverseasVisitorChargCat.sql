select
  k.local_patient_id         as LocalPatientId,
  f.value                    as OvsVisChCat,
  f.known_on as OvsVisChCatAppDate,
  'Observation/' || min(f.key) as resource
from course_in_period k
join latest_fact f on f.subject = k.patient and f.fact = 'overseas-visitor-charging'
group by all
