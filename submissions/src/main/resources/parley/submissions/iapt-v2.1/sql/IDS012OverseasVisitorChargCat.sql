with latest as (
  select
    f.*,
    row_number() over (partition by f.subject order by coalesce(f.effective, f.start_date) desc, f.key) as place
  from social_fact f
  cross join submission s
  where f.fact = 'overseas-visitor-charging'
    and f.status in ('final', 'amended', 'corrected')
    and coalesce(substr(coalesce(f.effective, f.start_date), 1, 10), '') <= s.period_end
)
select distinct
  k.local_patient_id         as LocalPatientId,
  f.value                    as OvsVisChCat,
  substr(f.effective, 1, 10) as OvsVisChCatAppDate
from course_in_period k
join latest f on f.subject = k.patient and f.place = 1
