select
  k.local_patient_id as LocalPatientId,
  f.value            as DisabCode,
  'Observation/' || min(f.key) as resource
from course_in_period k
join social_fact f on f.subject = k.patient
cross join submission s
where f.fact = 'disability'
  and f.status in ('final', 'amended', 'corrected')
  and coalesce(substr(f.effective, 1, 10), '') <= s.period_end
group by all
