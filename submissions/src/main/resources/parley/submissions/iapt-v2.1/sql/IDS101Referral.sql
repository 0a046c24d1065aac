with problem as (
  select
    k.course,
    substr(coalesce(c.onset, c.onset_start), 1, 7) as onset,
    row_number() over (partition by k.course order by c.recorded desc, c.key) as place
  from course_in_period k
  join course_problem q on q.key = k.course and q.significance = '1'
  join condition c on c.key = q.condition and not c.in_error
  cross join submission s
  where coalesce(substr(c.recorded, 1, 10), '') <= s.period_end
)
select
  k.service_request_id   as ServiceRequestId,
  k.local_patient_id     as LocalPatientId,
  k.commissioner         as OrgIDComm,
  k.received             as ReferralRequestReceivedDate,
  k.source               as SourceOfReferralIAPT,
  case when length(q.onset) = 7 then q.onset end as OnsetDate,
  k.previously_diagnosed as PrevDiagCondInd,
  k.end_code             as EndCode,
  k.discharged           as ServDischDate,
  'EpisodeOfCare/' || k.course as resource
from course_in_period k
left join problem q on q.course = k.course and q.place = 1
