-- Logical ids and business identifiers of what is recorded of people; none may be in what leaves.
select p.key as id, cast(null as varchar(64)) as identifier from patient p
union all
select n.key, n.value from patient_local_number n
union all
select c.key, cast(null as varchar(64)) from course c
union all
select r.key, r.identifier from referral r
union all
select t.key, t.identifier from contact t
union all
select a.key, a.identifier from activity a
union all
select o.key, cast(null as varchar(64)) from score o
union all
select n.key, cast(null as varchar(64)) from condition n
union all
select i.key, cast(null as varchar(64)) from internet_log i
union all
select f.key, cast(null as varchar(64)) from social_fact f
union all
select b.key, cast(null as varchar(64)) from activity_observation b
