select
  o.care_act_id  as CareActId,
  o.tool         as CodedAssToolType,
  o.person_score as PersScore,
  'Observation/' || o.key as resource
from score_in_period o
where o.care_act_id is not null
