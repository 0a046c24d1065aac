-- Courses of the provider, under whichever of its codes they were recorded.
create table provider_course as
select c.*
from course c
left join organization m on m.key = c.provider
where c.status <> 'entered-in-error'
  and coalesce(m.ods_code, c.provider_ods) in (select p.ods_code from provider_code p);
