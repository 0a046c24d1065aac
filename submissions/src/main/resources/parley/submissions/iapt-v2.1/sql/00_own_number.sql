-- Which of the numbers of a person is the local one: that which was sent before, whoever had given it; else
-- one that the provider gave, under whichever of its codes; else one of nobody in particular; else the first.
-- Who gave a number is said by its assigner or, of one that came by message, by the namespace, which ends
-- in the ODS code.
create table own_number as
with given as (
  select
    m.key,
    m.position,
    m.value,
    coalesce(
      m.organisation,
      case
        when m.namespace like 'https://parley.example/fhir/Id/local/%'
          then replace(m.namespace, 'https://parley.example/fhir/Id/local/', '')
      end
    ) as organisation
  from patient_local_number m
),
weighed as (
  select
    n.key,
    n.value,
    n.organisation,
    case when n.organisation is null or o.ods_code is not null then 'Y' else 'N' end as ours,
    row_number() over (
      partition by n.key
      order by
        case
          when g.local_key is not null then 1
          when o.ods_code is not null then 2
          when n.organisation is null then 3
          else 4
        end,
        n.position
    ) as place
  from given n
  left join provider_code o on o.ods_code = n.organisation
  left join held_key g on g.kind = 'Patient' and g.key = n.key and g.local_key = trim(n.value)
)
select w.key as key, trim(w.value) as value, w.organisation as organisation, w.ours as ours
from weighed w
where w.place = 1;
