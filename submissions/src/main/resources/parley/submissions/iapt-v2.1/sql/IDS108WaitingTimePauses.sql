-- A pause without an identifier is known by the day it began on, in five characters: year, month (A to C
-- from October) and day. Its place would be another's once an earlier pause is taken out; it tells apart
-- only those that began on one day.
with pause as (
  select
    h.*,
    row_number() over (
      partition by h.key, substr(h.start_date, 1, 10) order by h.position
    ) as place
  from course_pause h
)
select
  case
    when length(h.id) between 1 and 5 then h.id
    when length(h.start_date) >= 10 and h.place = 1 then
      concat(
        substr(h.start_date, 3, 2),
        case substr(h.start_date, 6, 2)
          when '10' then 'A'
          when '11' then 'B'
          when '12' then 'C'
          else substr(h.start_date, 7, 1)
        end,
        substr(h.start_date, 9, 2)
      )
    else cast(h.position + 1 as varchar(5))
  end                         as PauseID,
  k.service_request_id        as ServiceRequestId,
  substr(h.start_date, 1, 10) as PauseStartDate,
  case when substr(h.end_date, 1, 10) <= s.period_end then substr(h.end_date, 1, 10) end as PauseEndDate,
  h.reason                    as PauseReason,
  'EpisodeOfCare/' || k.course as resource
from course_in_period k
join pause h on h.key = k.course
cross join submission s
where substr(h.start_date, 1, 10) <= s.period_end
  and coalesce(substr(h.end_date, 1, 10), '9999-12-31') >= s.period_start
