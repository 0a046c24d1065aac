-- A referral of the month whose number is the key of another course, sent before: it has a key of its own,
-- by which the national system takes it for another referral. So it is of one that was deleted and written
-- anew, or read into another store.
insert into lost_record
select 'EpisodeOfCare', k.course, 'key'
from course_in_period k
join course c on c.key = k.course
join referral r on r.key = c.referral
join local_key l on l.kind = 'EpisodeOfCare' and l.key = k.course
join our_key g
  on g.kind = 'EpisodeOfCare'
  and g.key <> k.course
  and upper(g.local_key) = upper(trim(r.identifier))
where upper(l.local_key) <> upper(trim(r.identifier))
group by k.course;
