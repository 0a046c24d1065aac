-- Contacts of those courses. One that does not say whether its service is integrated with that for a
-- long-term condition is of the kind that its course is.
create table contact_in_period as
select
  t.*,
  y.local_key as care_contact_id,
  k.service_request_id,
  k.commissioner as course_commissioner,
  coalesce(t.long_term_service, k.long_term_service) as integrated_service
from contact_of_period t
join course_in_period k on k.course = t.course
join local_key y on y.kind = 'Encounter' and y.key = t.key;
