-- The same answer twice is one: two rows of one key would both be dropped.
select distinct
  o.care_act_id  as CareActId,
  o.tool         as CodedAssToolType,
  o.person_score as PersScore
from score_in_period o
where o.care_act_id is not null
