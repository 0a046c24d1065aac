-- Each course once for each organisation that it is counted for and each breakdown.
create table course_stratum as
select o.course, o.level, o.organisation, t.stratifier, t.stratum, t.ethnic_group
from (
  select p.course, 'provider' as level, s.provider as organisation
  from course_person p
  cross join submission s
  union all
  select p.course, 'commissioner', p.commissioner from course_person p
) o
join (
  select p.course, 'total' as stratifier, 'all' as stratum, p.ethnic_group from course_person p
  union all
  select p.course, 'gender', p.gender, p.ethnic_group from course_person p
  union all
  select p.course, 'age-group', p.age_group, p.ethnic_group from course_person p
  union all
  select p.course, 'ethnic-group', p.ethnic_group, p.ethnic_group from course_person p
  union all
  select p.course, 'long-term-condition', p.long_term_condition, p.ethnic_group from course_person p
) t on t.course = o.course;
