-- What is to become the local key of each resource that has none yet: an identifier that fits into 20
-- characters as it is, any other as the first 20 hexadecimal digits of a digest of what it names.
-- Resources of two kinds may have one id, so the kind is part of what is digested; a referral without a
-- ServiceRequest is named by its course. When two claim one key, neither has it: each then has its own,
-- the digest of its kind and id, which no other resource has.
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
    nullif(trim(p.local_id), '')  as identifier,
    p.key                         as id
  from patient p
  union all
  select 'Encounter', e.key, 'Encounter', nullif(trim(e.identifier), ''), e.key from contact e
  union all
  select 'Procedure', a.key, 'Procedure', nullif(trim(a.identifier), ''), a.key from activity a
  union all
  select 'Practitioner', w.key, 'Practitioner', nullif(trim(w.local_id), ''), w.key
  from practitioner w
  union all
  select
    'EpisodeOfCare',
    c.key,
    case when r.key is null then 'EpisodeOfCare' else 'ServiceRequest' end,
    nullif(trim(r.identifier), ''),
    coalesce(r.key, c.key)
  from course c
  left join referral r on r.key = c.referral
) t
left join given_key g on g.kind = t.kind and g.key = t.key
where g.key is null;
