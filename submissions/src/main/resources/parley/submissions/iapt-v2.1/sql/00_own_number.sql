-- Which of the numbers of a person is the local one: that which was sent before, whoever had given it; else
-- one that the provider gave, under whichever of its codes or by one of its sites; else one of nobody in
-- particular. A number that another organisation gave is none: the person has a key of our own then, for
-- the provider may know somebody else by that number. Who gave a number is said by its assigner or, of one
-- that came by message, by the namespace, which ends in the ODS code.
create table own_number as
with given as (
  select
    m.key,
    m.position,
    trim(m.value) as value,
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
    n.position,
    case
      when exists (
        select 1
        from held_key g
        where g.kind = 'Patient' and g.key = n.key and g.local_key = n.value
      ) then 1
      when exists (
        select 1 from provider_code o where n.organisation like concat(o.ods_code, '%')
      ) then 2
      when n.organisation is null then 3
      else 4
    end as weight
  from given n
),
placed as (
  select
    w.key,
    w.value,
    row_number() over (partition by w.key order by w.weight, w.position) as place
  from weighed w
  where w.weight < 4
)
select p.key as key, p.value as value
from placed p
where p.place = 1;
