-- What the register has for this provider, and to which resource each key was handed on.
create table our_key as
with ours as (
  select g.*
  from given_key g
  where g.provider = '' or g.provider in (select p.ods_code from provider_code p)
)
select
  g.provider       as provider,
  g.kind           as kind,
  g.key            as key,
  g.local_key      as local_key,
  min(h.key)       as heir
from ours g
left join ours h on h.kind = g.kind and h.heir_of = g.key and h.local_key = g.local_key
group by g.provider, g.kind, g.key, g.local_key;
