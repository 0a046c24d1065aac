-- Whoever gave an activity of the period, or wrote a log of internet-enabled therapy that ended in it.
create table therapist_in_period as
select a.therapist as therapist
from activity_in_period a
where a.therapist is not null
union
select coalesce(g.performer, r.practitioner)
from internet_log g
left join practitioner_role r on r.key = g.performer_role
join course_in_period k on k.course = g.course
cross join submission s
where g.status = 'completed'
  and substr(g.end_date, 1, 10) between s.period_start and s.period_end
  and coalesce(g.performer, r.practitioner) is not null;
