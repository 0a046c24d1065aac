-- A course that is entered in error and had a key leaves it to the one course of the same referral and
-- person that has none yet: the key names the referral, and that is the same one.
create table key_heir as
select min(c.key) as key, min(p.key) as heir_of, min(h.local_key) as local_key
from provider_course c
join course p
  on p.referral = c.referral and p.patient = c.patient and p.status = 'entered-in-error'
join held_key h on h.kind = 'EpisodeOfCare' and h.key = p.key
left join our_key g on g.kind = 'EpisodeOfCare' and g.key = c.key
where g.key is null
group by c.referral
having count(*) = 1;
