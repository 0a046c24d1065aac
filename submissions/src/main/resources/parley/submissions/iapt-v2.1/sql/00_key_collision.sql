-- Resources of one kind that would have one local key all the same: of 80 binary digits two digests can
-- be alike. There is no row here, or no file.
create table key_collision as
select k.kind as kind, min(k.key) as key, max(o.key) as other
from local_key k
join local_key o
  on o.kind = k.kind and upper(o.local_key) = upper(k.local_key) and o.key <> k.key
where k.fresh <> 'N'
group by k.kind, upper(k.local_key);
