-- The same answer twice is one: two rows of one key would both be dropped.
select
  o.service_request_id                   as ServiceRequestId,
  o.tool                                 as CodedAssToolType,
  o.person_score                         as PersScore,
  substr(o.effective, 1, 10)             as AssToolCompDate,
  nullif(substr(o.effective, 12, 8), '') as AssToolCompTime,
  'Observation/' || min(o.key) as resource
from score_in_period o
where o.care_act_id is null
group by all
