select
  case
    when length(h.id) between 1 and 5 then h.id
    else cast(h.position + 1 as varchar(5))
  end                         as PauseID,
  k.service_request_id        as ServiceRequestId,
  substr(h.start_date, 1, 10) as PauseStartDate,
  case when substr(h.end_date, 1, 10) <= s.period_end then substr(h.end_date, 1, 10) end as PauseEndDate,
  h.reason                    as PauseReason,
  'EpisodeOfCare/' || k.course as resource
from course_in_period k
join course_pause h on h.key = k.course
cross join submission s
where substr(h.start_date, 1, 10) <= s.period_end
  and coalesce(substr(h.end_date, 1, 10), '9999-12-31') >= s.period_start
