-- The local keys: those that were given before, as they were given, and one for each other resource.
-- Databases of Access do not tell capitals from small letters in a key, so no two keys may differ by
-- these alone.
create table local_key as
with contested as (
  select k.kind, upper(k.claim) as folded
  from key_claim k
  group by k.kind, upper(k.claim)
  having count(*) > 1
  union
  select k.kind, upper(k.claim)
  from key_claim k
  join given_key g on g.kind = k.kind and upper(g.local_key) = upper(k.claim)
)
select g.kind as kind, g.key as key, g.local_key as local_key, 'N' as fresh
from given_key g
union all
select
  k.kind,
  k.key,
  case when c.folded is null then k.claim else k.own end,
  'Y'
from key_claim k
left join contested c on c.kind = k.kind and c.folded = upper(k.claim);
