-- Of each kind of social fact the latest that was known of a person at the end of the period.
create table latest_fact as
select
  f.*,
  row_number() over (
    partition by f.subject, f.fact order by coalesce(f.effective, f.start_date) desc, f.key
  ) as place
from social_fact f
cross join submission s
where f.status in ('final', 'amended', 'corrected')
  and coalesce(substr(coalesce(f.effective, f.start_date), 1, 10), '') <= s.period_end;
