-- The local keys: those that were given before, as they were given, and one for each other resource.
-- Databases of Access do not tell capitals from small letters in a key, so no two keys may differ by
-- these alone. What handed its key on and is used again has its own, which needs no register.
create table local_key as
with contested as (
  select k.kind, upper(k.claim) as folded
  from key_claim k
  group by k.kind, upper(k.claim)
  having count(*) > 1
  union
  select g.kind, upper(g.local_key)
  from our_key g
),
handed as (
  select g.kind, g.key from our_key g where g.heir is not null
)
select g.kind as kind, g.key as key, g.local_key as local_key, 'N' as fresh, '' as heir_of
from held_key g
left join key_heir i on g.kind = 'EpisodeOfCare' and i.heir_of = g.key
where i.key is null
union all
select 'EpisodeOfCare', i.key, i.local_key, 'Y', i.heir_of
from key_heir i
union all
select
  k.kind,
  k.key,
  case when c.folded is null and h.key is null then k.claim else k.own end,
  case when h.key is null then 'Y' else 'O' end,
  ''
from key_claim k
left join contested c on c.kind = k.kind and c.folded = upper(k.claim)
left join handed h on h.kind = k.kind and h.key = k.key;
