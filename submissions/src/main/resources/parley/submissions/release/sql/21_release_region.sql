-- The NHS England region of each course: the first organisation with a region's code (Y and two digits)
-- among the commissioner and what it is part of, up to three steps.
create table release_region as
select
  r.course,
  case
    when a.ods_code like 'Y__' then a.ods_code
    when b.ods_code like 'Y__' then b.ods_code
    when c.ods_code like 'Y__' then c.ods_code
    when d.ods_code like 'Y__' then d.ods_code
  end as region
from release_course r
join course k on k.key = r.course
left join organization_parent a on a.key = k.commissioner
left join organization_parent b on b.key = a.part_of
left join organization_parent c on c.key = b.part_of
left join organization_parent d on d.key = c.part_of;
