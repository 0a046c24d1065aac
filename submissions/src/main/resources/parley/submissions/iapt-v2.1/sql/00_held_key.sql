-- The local keys that things have in files of this provider: as they were given by it, or before providers
-- were told apart, or by one that went over into it. A key that was handed on is its heir's. Of two
-- providers that became one both may have given a key: it stays with what this provider, or all, gave it
-- to, else it is nobody's any more.
create table held_key as
with told as (
  select
    g.kind,
    g.key,
    g.local_key,
    case when g.provider = s.provider then 1 when g.provider = '' then 2 else 3 end as place,
    row_number() over (
      partition by g.kind, g.key
      order by
        case when g.provider = s.provider then 1 when g.provider = '' then 2 else 3 end,
        g.provider
    ) as turn
  from our_key g
  cross join submission s
  where g.heir is null
),
weighed as (
  select
    t.kind,
    t.key,
    t.local_key,
    t.place,
    min(t.place) over (partition by t.kind, upper(t.local_key))            as first_place,
    count(*) over (partition by t.kind, upper(t.local_key), t.place)       as alike
  from told t
  where t.turn = 1
)
select w.kind as kind, w.key as key, w.local_key as local_key
from weighed w
where w.place = w.first_place and w.alike = 1;
