-- Of each kind of social fact what was found in the period, the last of a day, and the latest that was known
-- of a person at its end: a person who found work in the month was out of it before.
create table latest_fact as
select d.*
from (
  select
    f.*,
    substr(coalesce(f.effective, f.start_date), 1, 10) as known_on,
    row_number() over (
      partition by f.subject, f.fact order by coalesce(f.effective, f.start_date) desc, f.key
    ) as place,
    row_number() over (
      partition by f.subject, f.fact, substr(coalesce(f.effective, f.start_date), 1, 10)
      order by coalesce(f.effective, f.start_date) desc, f.key
    ) as place_of_day
  from social_fact f
  cross join submission s
  where f.status in ('final', 'amended', 'corrected')
    and coalesce(substr(coalesce(f.effective, f.start_date), 1, 10), '') <= s.period_end
) d
cross join submission s
where d.place = 1 or (d.place_of_day = 1 and d.known_on >= s.period_start);
