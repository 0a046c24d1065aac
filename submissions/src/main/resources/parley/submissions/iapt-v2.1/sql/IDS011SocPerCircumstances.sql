select
  k.local_patient_id         as LocalPatientId,
  f.snomed                   as SocPerCircumstance,
  substr(f.effective, 1, 10) as SocPerCircumstanceRecDate,
  'Observation/' || min(f.key) as resource
from course_in_period k
join social_fact f on f.subject = k.patient
cross join submission s
where f.fact = 'social-circumstance'
  and f.status in ('final', 'amended', 'corrected')
  and coalesce(substr(f.effective, 1, 10), '') <= s.period_end
group by all
