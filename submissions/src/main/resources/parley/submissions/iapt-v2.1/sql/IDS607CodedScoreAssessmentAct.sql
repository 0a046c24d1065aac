-- The same answer twice is one: two rows of one key would both be dropped.
select
  o.care_act_id  as CareActId,
  o.tool         as CodedAssToolType,
  o.person_score as PersScore,
  'Observation/' || min(o.key) as resource
from score_in_period o
where o.care_act_id is not null
group by all
