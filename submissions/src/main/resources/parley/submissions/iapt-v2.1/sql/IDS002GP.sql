-- V81999 says that the practice is not known (NHS Data Dictionary ODS default codes): a person without
-- a row here would be dropped with everything about them (IDS00145).
with registration as (
  select
    g.key,
    coalesce(o.ods_code, g.ods_code) as ods_code,
    substr(g.start_date, 1, 10)      as start_date,
    case when substr(g.end_date, 1, 10) <= s.period_end then substr(g.end_date, 1, 10) end as end_date
  from patient_practice g
  cross join submission s
  left join organization o on o.key = g.organization
  where coalesce(o.ods_code, g.ods_code) is not null
    and coalesce(substr(g.start_date, 1, 10), '') <= s.period_end
    and coalesce(substr(g.end_date, 1, 10), '9999-12-31') >= s.period_start
)
select
  k.local_patient_id             as LocalPatientId,
  coalesce(g.ods_code, 'V81999') as GMPCodeReg,
  g.start_date                   as StartDateGMPRegistration,
  g.end_date                     as EndDateGMPRegistration,
  'Patient/' || min(k.patient) as resource
from course_in_period k
left join registration g on g.key = k.patient
group by all
