-- What is to become the local key of each thing of the provider that has none yet: an identifier that fits
-- into 20 characters as it is, any other as the first 20 hexadecimal digits of a digest of what it names.
-- Resources of two kinds may have one id, so the kind is part of what is digested; a referral without a
-- ServiceRequest is named by its course. When two claim one key, neither has it: each then has its own,
-- the digest of its kind and id, which no other resource has. What is of other providers alone, or entered
-- in error, claims nothing.
create table key_claim as
select
  t.kind as kind,
  t.key  as key,
  case
    when length(t.identifier) between 1 and 20 then t.identifier
    else substr(upper(md5(concat(t.named, '/', coalesce(t.identifier, t.id)))), 1, 20)
  end as claim,
  substr(upper(md5(concat(t.kind, '/', t.key))), 1, 20) as own
from (
  select
    'Patient'                     as kind,
    p.key                         as key,
    'Patient'                     as named,
    nullif(n.value, '')           as identifier,
    p.key                         as id
  from patient p
  left join own_number n on n.key = p.key
  where p.key in (select c.patient from provider_course c)
  union all
  select 'Encounter', e.key, 'Encounter', nullif(trim(e.identifier), ''), e.key
  from contact e
  join provider_course c on c.key = e.course
  where e.status <> 'entered-in-error'
  union all
  select 'Procedure', a.key, 'Procedure', nullif(trim(a.identifier), ''), a.key
  from activity a
  join contact e on e.key = a.contact
  join provider_course c on c.key = e.course
  where a.status <> 'entered-in-error'
  union all
  select 'Practitioner', w.key, 'Practitioner', nullif(trim(w.local_id), ''), w.key
  from practitioner w
  where w.key in (
    select coalesce(a.performer, r.practitioner)
    from activity a
    join contact e on e.key = a.contact
    join provider_course c on c.key = e.course
    left join practitioner_role r on r.key = a.performer_role
    union
    select coalesce(l.performer, r.practitioner)
    from internet_log l
    join provider_course c on c.key = l.course
    left join practitioner_role r on r.key = l.performer_role
  )
  union all
  select
    'EpisodeOfCare',
    c.key,
    case when r.key is null then 'EpisodeOfCare' else 'ServiceRequest' end,
    nullif(trim(r.identifier), ''),
    coalesce(r.key, c.key)
  from provider_course c
  left join referral r on r.key = c.referral
  left join key_heir i on i.key = c.key
  where i.key is null
) t
left join held_key g on g.kind = t.kind and g.key = t.key
where g.key is null;
