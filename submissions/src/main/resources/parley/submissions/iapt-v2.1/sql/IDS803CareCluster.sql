select
  k.local_patient_id                                        as LocalPatientId,
  f.value                                                   as AMHCareClustCodeFin,
  substr(coalesce(f.start_date, f.effective), 1, 10)        as StartDateCareClust,
  nullif(substr(coalesce(f.start_date, f.effective), 12, 8), '') as StartTimeCareClust,
  case when substr(f.end_date, 1, 10) <= s.period_end then substr(f.end_date, 1, 10) end as EndDateCareClust,
  case
    when substr(f.end_date, 1, 10) <= s.period_end then nullif(substr(f.end_date, 12, 8), '')
  end                                                       as EndTimeCareClust,
  'Observation/' || min(f.key) as resource
from course_in_period k
join social_fact f on f.subject = k.patient
cross join submission s
where f.fact = 'care-cluster'
  and f.status in ('final', 'amended', 'corrected')
  and substr(coalesce(f.start_date, f.effective), 1, 10) <= s.period_end
  and coalesce(substr(f.end_date, 1, 10), '9999-12-31') >= s.period_start
group by all
