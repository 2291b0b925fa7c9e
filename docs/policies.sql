-- Generated from the declarations of protected tables by `concerted access --write`. Do not edit.
;

-- cases.action
create policy read on cases_action for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_action.case_id and k.scope_id = cases_action.scope_id limit 1));
create policy add on cases_action for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_action.case_id and k.scope_id = cases_action.scope_id and k.may_write limit 1)) and (case_id is null or exists (select 1 from cases_case p where p.id = cases_action.case_id)));
create policy change on cases_action for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_action.case_id and k.scope_id = cases_action.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_action.case_id and k.scope_id = cases_action.scope_id and k.may_write limit 1));
create policy read on cases_action_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_action_history.case_id and k.scope_id = cases_action_history.scope_id limit 1));
create or replace function public.cases_action_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.cases_action_history ("row_id", "scope_id", "case_id", "asked_of_id", "programme", "pathway", "words", "about", "note", "told", "due_on", "was_due_on", "waits_for_id", "state", "asked_on", "asked_by", "accepted_on", "ended_on", "answer", "version", change, by_post_id, changed_at) select "id", "scope_id", "case_id", "asked_of_id", "programme", "pathway", "words", "about", "note", "told", "due_on", "was_due_on", "waits_for_id", "state", "asked_on", "asked_by", "accepted_on", "ended_on", "answer", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.cases_action_keep_history() from public;
create trigger history_update after update on cases_action referencing old table as was for each statement execute function public.cases_action_keep_history();
create trigger history_delete after delete on cases_action referencing old table as was for each statement execute function public.cases_action_keep_history();
create trigger keep_scope before update of scope_id, case_id on cases_action for each row when (old.scope_id is distinct from new.scope_id or old.case_id is distinct from new.case_id) execute function access.refuse_move();
create or replace function public.cases_action_look_up_parents() returns trigger language plpgsql set search_path = public, access, pg_temp as $$ begin if new.waits_for_id is distinct from old.waits_for_id and new.waits_for_id is not null and not exists (select 1 from public.cases_action p where p.id = new.waits_for_id) then raise exception 'new row violates row-level security policy for table "cases_action"' using errcode = '42501'; end if; return new; end $$;
revoke execute on function public.cases_action_look_up_parents() from public;
create trigger look_up_parents before insert or update of waits_for_id on cases_action for each row execute function public.cases_action_look_up_parents();
revoke all on cases_action, cases_action_history from app, worker, front, gate;
grant select, insert, update on cases_action to app, worker;
grant select on cases_action_history to app, worker;
grant select, insert, update, delete on cases_action, cases_action_history to engine;
grant select on cases_action, cases_action_history to backup;

-- cases.answer
create policy read on cases_answer for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_answer.question_id and k.scope_id = cases_answer.scope_id limit 1));
create policy add on cases_answer for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_answer.question_id and k.scope_id = cases_answer.scope_id and k.may_write limit 1)) and (question_id is null or exists (select 1 from cases_question p where p.id = cases_answer.question_id)));
create policy change on cases_answer for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_answer.question_id and k.scope_id = cases_answer.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_answer.question_id and k.scope_id = cases_answer.scope_id and k.may_write limit 1));
create policy read on cases_answer_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_answer_history.question_id and k.scope_id = cases_answer_history.scope_id limit 1));
create or replace function public.cases_answer_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.cases_answer_history ("row_id", "scope_id", "question_id", "attends", "answered_on", "until_on", "answered_by", change, by_post_id, changed_at) select "id", "scope_id", "question_id", "attends", "answered_on", "until_on", "answered_by", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.cases_answer_keep_history() from public;
create trigger history_update after update on cases_answer referencing old table as was for each statement execute function public.cases_answer_keep_history();
create trigger history_delete after delete on cases_answer referencing old table as was for each statement execute function public.cases_answer_keep_history();
create trigger keep_scope before update of scope_id, question_id on cases_answer for each row when (old.scope_id is distinct from new.scope_id or old.question_id is distinct from new.question_id) execute function access.refuse_move();
revoke all on cases_answer, cases_answer_history from app, worker, front, gate;
grant select, insert, update on cases_answer to app, worker;
grant select on cases_answer_history to app, worker;
grant select, insert, update, delete on cases_answer, cases_answer_history to engine;
grant select on cases_answer, cases_answer_history to backup;

-- cases.case
create policy read on cases_case for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_case.id and k.scope_id = cases_case.scope_id limit 1));
create policy add on cases_case for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_case.id and k.scope_id = cases_case.scope_id and k.may_write limit 1)));
create policy change on cases_case for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_case.id and k.scope_id = cases_case.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_case.id and k.scope_id = cases_case.scope_id and k.may_write limit 1));
create policy read on cases_case_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_case_history.row_id and k.scope_id = cases_case_history.scope_id limit 1));
create or replace function public.cases_case_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.cases_case_history ("row_id", "scope_id", "programme", "person_id", "stage", "since_on", "opened_on", "review_due_on", "own_words", "own_words_to", "own_words_on", "version", change, by_post_id, changed_at) select "id", "scope_id", "programme", "person_id", "stage", "since_on", "opened_on", "review_due_on", "own_words", "own_words_to", "own_words_on", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.cases_case_keep_history() from public;
create trigger history_update after update on cases_case referencing old table as was for each statement execute function public.cases_case_keep_history();
create trigger history_delete after delete on cases_case referencing old table as was for each statement execute function public.cases_case_keep_history();
create trigger keep_scope before update of scope_id, id on cases_case for each row when (old.scope_id is distinct from new.scope_id or old.id is distinct from new.id) execute function access.refuse_move();
revoke all on cases_case, cases_case_history from app, worker, front, gate;
grant select, insert, update on cases_case to app, worker;
grant select on cases_case_history to app, worker;
grant select, insert, update, delete on cases_case, cases_case_history to engine;
grant select on cases_case, cases_case_history to backup;

-- cases.cohortlock
create policy read on cases_cohortlock for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy add on cases_cohortlock for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[])));
create policy change on cases_cohortlock for update to app, worker using (scope_id = any ((select access.write_scopes())::int[])) with check (scope_id = any ((select access.write_scopes())::int[]));
create policy read on cases_cohortlock_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.cases_cohortlock_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.cases_cohortlock_history ("row_id", "scope_id", "programme", "locked_on", "words", "locked_by_id", change, by_post_id, changed_at) select "id", "scope_id", "programme", "locked_on", "words", "locked_by_id", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.cases_cohortlock_keep_history() from public;
create trigger history_update after update on cases_cohortlock referencing old table as was for each statement execute function public.cases_cohortlock_keep_history();
create trigger history_delete after delete on cases_cohortlock referencing old table as was for each statement execute function public.cases_cohortlock_keep_history();
create trigger keep_scope before update of scope_id on cases_cohortlock for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on cases_cohortlock, cases_cohortlock_history from app, worker, front, gate;
grant select, insert, update on cases_cohortlock to app, worker;
grant select on cases_cohortlock_history to app, worker;
grant select, insert, update, delete on cases_cohortlock, cases_cohortlock_history to engine;
grant select on cases_cohortlock, cases_cohortlock_history to backup;

-- cases.lockedmember
create policy read on cases_lockedmember for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy add on cases_lockedmember for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[])) and (lock_id is null or exists (select 1 from cases_cohortlock p where p.id = cases_lockedmember.lock_id)) and (case_id is null or exists (select 1 from cases_case p where p.id = cases_lockedmember.case_id)));
create policy change on cases_lockedmember for update to app, worker using (scope_id = any ((select access.write_scopes())::int[])) with check (scope_id = any ((select access.write_scopes())::int[]));
create policy read on cases_lockedmember_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.cases_lockedmember_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.cases_lockedmember_history ("row_id", "scope_id", "lock_id", "case_id", change, by_post_id, changed_at) select "id", "scope_id", "lock_id", "case_id", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.cases_lockedmember_keep_history() from public;
create trigger history_update after update on cases_lockedmember referencing old table as was for each statement execute function public.cases_lockedmember_keep_history();
create trigger history_delete after delete on cases_lockedmember referencing old table as was for each statement execute function public.cases_lockedmember_keep_history();
create trigger keep_scope before update of scope_id on cases_lockedmember for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
create or replace function public.cases_lockedmember_look_up_parents() returns trigger language plpgsql set search_path = public, access, pg_temp as $$ begin if new.lock_id is distinct from old.lock_id and new.lock_id is not null and not exists (select 1 from public.cases_cohortlock p where p.id = new.lock_id) then raise exception 'new row violates row-level security policy for table "cases_lockedmember"' using errcode = '42501'; end if; if new.case_id is distinct from old.case_id and new.case_id is not null and not exists (select 1 from public.cases_case p where p.id = new.case_id) then raise exception 'new row violates row-level security policy for table "cases_lockedmember"' using errcode = '42501'; end if; return new; end $$;
revoke execute on function public.cases_lockedmember_look_up_parents() from public;
create trigger look_up_parents before update of lock_id, case_id on cases_lockedmember for each row execute function public.cases_lockedmember_look_up_parents();
revoke all on cases_lockedmember, cases_lockedmember_history from app, worker, front, gate;
grant select, insert, update on cases_lockedmember to app, worker;
grant select on cases_lockedmember_history to app, worker;
grant select, insert, update, delete on cases_lockedmember, cases_lockedmember_history to engine;
grant select on cases_lockedmember, cases_lockedmember_history to backup;

-- cases.need
create policy read on cases_need for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_need.case_id and k.scope_id = cases_need.scope_id limit 1));
create policy add on cases_need for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_need.case_id and k.scope_id = cases_need.scope_id and k.may_write limit 1)) and (case_id is null or exists (select 1 from cases_case p where p.id = cases_need.case_id)));
create policy change on cases_need for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_need.case_id and k.scope_id = cases_need.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_need.case_id and k.scope_id = cases_need.scope_id and k.may_write limit 1));
create policy read on cases_need_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_need_history.case_id and k.scope_id = cases_need_history.scope_id limit 1));
create or replace function public.cases_need_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.cases_need_history ("row_id", "scope_id", "case_id", "pathway", "words", "none_needed", "written_by_id", "written_at", change, by_post_id, changed_at) select "id", "scope_id", "case_id", "pathway", "words", "none_needed", "written_by_id", "written_at", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.cases_need_keep_history() from public;
create trigger history_update after update on cases_need referencing old table as was for each statement execute function public.cases_need_keep_history();
create trigger history_delete after delete on cases_need referencing old table as was for each statement execute function public.cases_need_keep_history();
create trigger keep_scope before update of scope_id, case_id on cases_need for each row when (old.scope_id is distinct from new.scope_id or old.case_id is distinct from new.case_id) execute function access.refuse_move();
revoke all on cases_need, cases_need_history from app, worker, front, gate;
grant select, insert, update on cases_need to app, worker;
grant select on cases_need_history to app, worker;
grant select, insert, update, delete on cases_need, cases_need_history to engine;
grant select on cases_need, cases_need_history to backup;

-- cases.question
create policy read on cases_question for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_question.id and k.scope_id = cases_question.scope_id limit 1));
create policy add on cases_question for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_question.id and k.scope_id = cases_question.scope_id and k.may_write limit 1)) and (case_id is null or exists (select 1 from cases_case p where p.id = cases_question.case_id)));
create policy change on cases_question for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_question.id and k.scope_id = cases_question.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_question.id and k.scope_id = cases_question.scope_id and k.may_write limit 1));
create policy read on cases_question_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_question_history.row_id and k.scope_id = cases_question_history.scope_id limit 1));
create or replace function public.cases_question_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.cases_question_history ("row_id", "scope_id", "case_id", "asked_of_id", "programme", "pathway", "words", "about", "asked_on", "asked_by", "told", "due_on", "until_on", "withdrawn_on", "disclosure_id", change, by_post_id, changed_at) select "id", "scope_id", "case_id", "asked_of_id", "programme", "pathway", "words", "about", "asked_on", "asked_by", "told", "due_on", "until_on", "withdrawn_on", "disclosure_id", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.cases_question_keep_history() from public;
create trigger history_update after update on cases_question referencing old table as was for each statement execute function public.cases_question_keep_history();
create trigger history_delete after delete on cases_question referencing old table as was for each statement execute function public.cases_question_keep_history();
create trigger keep_scope before update of scope_id, id on cases_question for each row when (old.scope_id is distinct from new.scope_id or old.id is distinct from new.id) execute function access.refuse_move();
create or replace function public.cases_question_look_up_parents() returns trigger language plpgsql set search_path = public, access, pg_temp as $$ begin if new.case_id is distinct from old.case_id and new.case_id is not null and not exists (select 1 from public.cases_case p where p.id = new.case_id) then raise exception 'new row violates row-level security policy for table "cases_question"' using errcode = '42501'; end if; return new; end $$;
revoke execute on function public.cases_question_look_up_parents() from public;
create trigger look_up_parents before update of case_id on cases_question for each row execute function public.cases_question_look_up_parents();
revoke all on cases_question, cases_question_history from app, worker, front, gate;
grant select, insert, update on cases_question to app, worker;
grant select on cases_question_history to app, worker;
grant select, insert, update, delete on cases_question, cases_question_history to engine;
grant select on cases_question, cases_question_history to backup;

-- cases.review
create policy read on cases_review for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_review.case_id and k.scope_id = cases_review.scope_id limit 1));
create policy add on cases_review for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_review.case_id and k.scope_id = cases_review.scope_id and k.may_write limit 1)) and (case_id is null or exists (select 1 from cases_case p where p.id = cases_review.case_id)));
create policy change on cases_review for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_review.case_id and k.scope_id = cases_review.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_review.case_id and k.scope_id = cases_review.scope_id and k.may_write limit 1));
create policy read on cases_review_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_review_history.case_id and k.scope_id = cases_review_history.scope_id limit 1));
create or replace function public.cases_review_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.cases_review_history ("row_id", "scope_id", "case_id", "due_on", "held_on", "words", "recorded_by_id", "next_on", change, by_post_id, changed_at) select "id", "scope_id", "case_id", "due_on", "held_on", "words", "recorded_by_id", "next_on", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.cases_review_keep_history() from public;
create trigger history_update after update on cases_review referencing old table as was for each statement execute function public.cases_review_keep_history();
create trigger history_delete after delete on cases_review referencing old table as was for each statement execute function public.cases_review_keep_history();
create trigger keep_scope before update of scope_id, case_id on cases_review for each row when (old.scope_id is distinct from new.scope_id or old.case_id is distinct from new.case_id) execute function access.refuse_move();
revoke all on cases_review, cases_review_history from app, worker, front, gate;
grant select, insert, update on cases_review to app, worker;
grant select on cases_review_history to app, worker;
grant select, insert, update, delete on cases_review, cases_review_history to engine;
grant select on cases_review, cases_review_history to backup;

-- cases.step
create policy read on cases_step for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_step.case_id and k.scope_id = cases_step.scope_id limit 1));
create policy add on cases_step for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_step.case_id and k.scope_id = cases_step.scope_id and k.may_write limit 1)) and (case_id is null or exists (select 1 from cases_case p where p.id = cases_step.case_id)));
create policy change on cases_step for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_step.case_id and k.scope_id = cases_step.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_step.case_id and k.scope_id = cases_step.scope_id and k.may_write limit 1));
create policy read on cases_step_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = cases_step_history.case_id and k.scope_id = cases_step_history.scope_id limit 1));
create or replace function public.cases_step_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.cases_step_history ("row_id", "scope_id", "case_id", "stage", "on", "because", "decided_by", "recorded_by_id", "recorded_at", change, by_post_id, changed_at) select "id", "scope_id", "case_id", "stage", "on", "because", "decided_by", "recorded_by_id", "recorded_at", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.cases_step_keep_history() from public;
create trigger history_update after update on cases_step referencing old table as was for each statement execute function public.cases_step_keep_history();
create trigger history_delete after delete on cases_step referencing old table as was for each statement execute function public.cases_step_keep_history();
create trigger keep_scope before update of scope_id, case_id on cases_step for each row when (old.scope_id is distinct from new.scope_id or old.case_id is distinct from new.case_id) execute function access.refuse_move();
revoke all on cases_step, cases_step_history from app, worker, front, gate;
grant select, insert, update on cases_step to app, worker;
grant select on cases_step_history to app, worker;
grant select, insert, update, delete on cases_step, cases_step_history to engine;
grant select on cases_step, cases_step_history to backup;

-- data_protection.breach
create policy read on data_protection_breach for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy add on data_protection_breach for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[])));
create policy change on data_protection_breach for update to app, worker using (scope_id = any ((select access.write_scopes())::int[])) with check (scope_id = any ((select access.write_scopes())::int[]));
create policy read on data_protection_breach_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.data_protection_breach_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.data_protection_breach_history ("row_id", "reference", "scope_id", "near_miss", "what", "happened_at", "aware_at", "regime", "categories", "people", "safety", "safe_at", "contained", "contained_at", "risk", "risk_because", "reported_at", "report_reference", "not_reported_because", "late_because", "people_told_at", "people_not_told_because", "learnt", "closed_at", "recorded_by_id", "recorded_at", "version", change, by_post_id, changed_at) select "id", "reference", "scope_id", "near_miss", "what", "happened_at", "aware_at", "regime", "categories", "people", "safety", "safe_at", "contained", "contained_at", "risk", "risk_because", "reported_at", "report_reference", "not_reported_because", "late_because", "people_told_at", "people_not_told_because", "learnt", "closed_at", "recorded_by_id", "recorded_at", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.data_protection_breach_keep_history() from public;
create trigger history_update after update on data_protection_breach referencing old table as was for each statement execute function public.data_protection_breach_keep_history();
create trigger history_delete after delete on data_protection_breach referencing old table as was for each statement execute function public.data_protection_breach_keep_history();
create trigger keep_scope before update of scope_id on data_protection_breach for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on data_protection_breach, data_protection_breach_history from app, worker, front, gate;
grant select, insert, update on data_protection_breach to app, worker;
grant select on data_protection_breach_history to app, worker;
grant select, insert, update, delete on data_protection_breach, data_protection_breach_history to engine;
grant select on data_protection_breach, data_protection_breach_history to backup;

-- data_protection.disclosable
create policy read on data_protection_disclosable for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy add on data_protection_disclosable for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[])) and (request_id is null or exists (select 1 from data_protection_subjectaccess p where p.id = data_protection_disclosable.request_id)));
create policy change on data_protection_disclosable for update to app, worker using (scope_id = any ((select access.write_scopes())::int[])) with check (scope_id = any ((select access.write_scopes())::int[]));
create policy read on data_protection_disclosable_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.data_protection_disclosable_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.data_protection_disclosable_history ("row_id", "scope_id", "request_id", "number", "category", "heading", "text", "third_parties", "decision", "redacted", "because", "decided_by_id", "decided_at", "version", change, by_post_id, changed_at) select "id", "scope_id", "request_id", "number", "category", "heading", "text", "third_parties", "decision", "redacted", "because", "decided_by_id", "decided_at", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.data_protection_disclosable_keep_history() from public;
create trigger history_update after update on data_protection_disclosable referencing old table as was for each statement execute function public.data_protection_disclosable_keep_history();
create trigger history_delete after delete on data_protection_disclosable referencing old table as was for each statement execute function public.data_protection_disclosable_keep_history();
create trigger keep_scope before update of scope_id on data_protection_disclosable for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
create or replace function public.data_protection_disclosable_look_up_parents() returns trigger language plpgsql set search_path = public, access, pg_temp as $$ begin if new.request_id is distinct from old.request_id and new.request_id is not null and not exists (select 1 from public.data_protection_subjectaccess p where p.id = new.request_id) then raise exception 'new row violates row-level security policy for table "data_protection_disclosable"' using errcode = '42501'; end if; return new; end $$;
revoke execute on function public.data_protection_disclosable_look_up_parents() from public;
create trigger look_up_parents before update of request_id on data_protection_disclosable for each row execute function public.data_protection_disclosable_look_up_parents();
revoke all on data_protection_disclosable, data_protection_disclosable_history from app, worker, front, gate;
grant select, insert, update on data_protection_disclosable to app, worker;
grant select on data_protection_disclosable_history to app, worker;
grant select, insert, update, delete on data_protection_disclosable, data_protection_disclosable_history to engine;
grant select on data_protection_disclosable, data_protection_disclosable_history to backup;

-- data_protection.erasure
create policy read on data_protection_erasure for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy add on data_protection_erasure for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[])));
create policy change on data_protection_erasure for update to app, worker using (scope_id = any ((select access.write_scopes())::int[])) with check (scope_id = any ((select access.write_scopes())::int[]));
create policy read on data_protection_erasure_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.data_protection_erasure_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.data_protection_erasure_history ("row_id", "reference", "scope_id", "subjects", "because", "rests_on", "state", "asked_at", "asked_by_id", "confirmed_by_id", "done_at", "counts", "files_left", "seal", "stopped_because", "version", change, by_post_id, changed_at) select "id", "reference", "scope_id", "subjects", "because", "rests_on", "state", "asked_at", "asked_by_id", "confirmed_by_id", "done_at", "counts", "files_left", "seal", "stopped_because", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.data_protection_erasure_keep_history() from public;
create trigger history_update after update on data_protection_erasure referencing old table as was for each statement execute function public.data_protection_erasure_keep_history();
create trigger history_delete after delete on data_protection_erasure referencing old table as was for each statement execute function public.data_protection_erasure_keep_history();
create trigger keep_scope before update of scope_id on data_protection_erasure for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on data_protection_erasure, data_protection_erasure_history from app, worker, front, gate;
grant select, insert, update on data_protection_erasure to app, worker;
grant select on data_protection_erasure_history to app, worker;
grant select, insert, update, delete on data_protection_erasure, data_protection_erasure_history to engine;
grant select on data_protection_erasure, data_protection_erasure_history to backup;

-- data_protection.legalhold
create policy read on data_protection_legalhold for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_legalhold.record_id and k.scope_id = data_protection_legalhold.scope_id limit 1));
create policy add on data_protection_legalhold for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_legalhold.record_id and k.scope_id = data_protection_legalhold.scope_id and k.may_write limit 1)) and (record_id is null or exists (select 1 from people_record p where p.id = data_protection_legalhold.record_id)));
create policy change on data_protection_legalhold for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_legalhold.record_id and k.scope_id = data_protection_legalhold.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_legalhold.record_id and k.scope_id = data_protection_legalhold.scope_id and k.may_write limit 1));
create policy read on data_protection_legalhold_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_legalhold_history.record_id and k.scope_id = data_protection_legalhold_history.scope_id limit 1));
create or replace function public.data_protection_legalhold_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.data_protection_legalhold_history ("row_id", "scope_id", "record_id", "because", "ordered_by", "from_at", "until_at", "placed_by_id", change, by_post_id, changed_at) select "id", "scope_id", "record_id", "because", "ordered_by", "from_at", "until_at", "placed_by_id", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.data_protection_legalhold_keep_history() from public;
create trigger history_update after update on data_protection_legalhold referencing old table as was for each statement execute function public.data_protection_legalhold_keep_history();
create trigger history_delete after delete on data_protection_legalhold referencing old table as was for each statement execute function public.data_protection_legalhold_keep_history();
create trigger keep_scope before update of scope_id, record_id on data_protection_legalhold for each row when (old.scope_id is distinct from new.scope_id or old.record_id is distinct from new.record_id) execute function access.refuse_move();
revoke all on data_protection_legalhold, data_protection_legalhold_history from app, worker, front, gate;
grant select, insert, update on data_protection_legalhold to app, worker;
grant select on data_protection_legalhold_history to app, worker;
grant select, insert, update, delete on data_protection_legalhold, data_protection_legalhold_history to engine;
grant select on data_protection_legalhold, data_protection_legalhold_history to backup;

-- data_protection.rectification
create policy read on data_protection_rectification for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_rectification.record_id and k.scope_id = data_protection_rectification.scope_id limit 1));
create policy add on data_protection_rectification for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_rectification.record_id and k.scope_id = data_protection_rectification.scope_id and k.may_write limit 1)) and (record_id is null or exists (select 1 from people_record p where p.id = data_protection_rectification.record_id)));
create policy change on data_protection_rectification for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_rectification.record_id and k.scope_id = data_protection_rectification.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_rectification.record_id and k.scope_id = data_protection_rectification.scope_id and k.may_write limit 1));
create policy read on data_protection_rectification_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_rectification_history.record_id and k.scope_id = data_protection_rectification_history.scope_id limit 1));
create or replace function public.data_protection_rectification_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.data_protection_rectification_history ("row_id", "reference", "scope_id", "record_id", "wrong", "right", "received_on", "due_on", "decision", "because", "decided_at", "decided_by_id", "recipients", "recorded_by_id", "version", change, by_post_id, changed_at) select "id", "reference", "scope_id", "record_id", "wrong", "right", "received_on", "due_on", "decision", "because", "decided_at", "decided_by_id", "recipients", "recorded_by_id", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.data_protection_rectification_keep_history() from public;
create trigger history_update after update on data_protection_rectification referencing old table as was for each statement execute function public.data_protection_rectification_keep_history();
create trigger history_delete after delete on data_protection_rectification referencing old table as was for each statement execute function public.data_protection_rectification_keep_history();
create trigger keep_scope before update of scope_id, record_id on data_protection_rectification for each row when (old.scope_id is distinct from new.scope_id or old.record_id is distinct from new.record_id) execute function access.refuse_move();
revoke all on data_protection_rectification, data_protection_rectification_history from app, worker, front, gate;
grant select, insert, update on data_protection_rectification to app, worker;
grant select on data_protection_rectification_history to app, worker;
grant select, insert, update, delete on data_protection_rectification, data_protection_rectification_history to engine;
grant select on data_protection_rectification, data_protection_rectification_history to backup;

-- data_protection.retentionreview
create policy read on data_protection_retentionreview for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_retentionreview.record_id and k.scope_id = data_protection_retentionreview.scope_id limit 1));
create policy add on data_protection_retentionreview for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_retentionreview.record_id and k.scope_id = data_protection_retentionreview.scope_id and k.may_write limit 1)) and (record_id is null or exists (select 1 from people_record p where p.id = data_protection_retentionreview.record_id)));
create policy change on data_protection_retentionreview for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_retentionreview.record_id and k.scope_id = data_protection_retentionreview.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_retentionreview.record_id and k.scope_id = data_protection_retentionreview.scope_id and k.may_write limit 1));
create policy read on data_protection_retentionreview_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = data_protection_retentionreview_history.record_id and k.scope_id = data_protection_retentionreview_history.scope_id limit 1));
create or replace function public.data_protection_retentionreview_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.data_protection_retentionreview_history ("row_id", "scope_id", "record_id", "due_on", "decision", "because", "keep_until_on", "evidence", "decided_at", "decided_by_id", change, by_post_id, changed_at) select "id", "scope_id", "record_id", "due_on", "decision", "because", "keep_until_on", "evidence", "decided_at", "decided_by_id", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.data_protection_retentionreview_keep_history() from public;
create trigger history_update after update on data_protection_retentionreview referencing old table as was for each statement execute function public.data_protection_retentionreview_keep_history();
create trigger history_delete after delete on data_protection_retentionreview referencing old table as was for each statement execute function public.data_protection_retentionreview_keep_history();
create trigger keep_scope before update of scope_id, record_id on data_protection_retentionreview for each row when (old.scope_id is distinct from new.scope_id or old.record_id is distinct from new.record_id) execute function access.refuse_move();
revoke all on data_protection_retentionreview, data_protection_retentionreview_history from app, worker, front, gate;
grant select, insert, update on data_protection_retentionreview to app, worker;
grant select on data_protection_retentionreview_history to app, worker;
grant select, insert, update, delete on data_protection_retentionreview, data_protection_retentionreview_history to engine;
grant select on data_protection_retentionreview, data_protection_retentionreview_history to backup;

-- data_protection.subjectaccess
create policy read on data_protection_subjectaccess for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy add on data_protection_subjectaccess for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[])));
create policy change on data_protection_subjectaccess for update to app, worker using (scope_id = any ((select access.write_scopes())::int[])) with check (scope_id = any ((select access.write_scopes())::int[]));
create policy read on data_protection_subjectaccess_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.data_protection_subjectaccess_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.data_protection_subjectaccess_history ("row_id", "reference", "scope_id", "regime", "who", "identified_by", "records", "received_on", "due_on", "extended_because", "state", "collected_at", "reviewed_at", "reviewed_by_id", "released_at", "files", "recorded_by_id", "version", change, by_post_id, changed_at) select "id", "reference", "scope_id", "regime", "who", "identified_by", "records", "received_on", "due_on", "extended_because", "state", "collected_at", "reviewed_at", "reviewed_by_id", "released_at", "files", "recorded_by_id", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.data_protection_subjectaccess_keep_history() from public;
create trigger history_update after update on data_protection_subjectaccess referencing old table as was for each statement execute function public.data_protection_subjectaccess_keep_history();
create trigger history_delete after delete on data_protection_subjectaccess referencing old table as was for each statement execute function public.data_protection_subjectaccess_keep_history();
create trigger keep_scope before update of scope_id on data_protection_subjectaccess for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on data_protection_subjectaccess, data_protection_subjectaccess_history from app, worker, front, gate;
grant select, insert, update on data_protection_subjectaccess to app, worker;
grant select on data_protection_subjectaccess_history to app, worker;
grant select, insert, update, delete on data_protection_subjectaccess, data_protection_subjectaccess_history to engine;
grant select on data_protection_subjectaccess, data_protection_subjectaccess_history to backup;

-- exchange.fault
create policy read on exchange_fault for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = exchange_fault.sending_id and k.scope_id = exchange_fault.scope_id limit 1));
create policy read on exchange_fault_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = exchange_fault_history.sending_id and k.scope_id = exchange_fault_history.scope_id limit 1));
create or replace function public.exchange_fault_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.exchange_fault_history ("row_id", "scope_id", "sending_id", "row", "column", "value", "code", "wrong", "mend", "suggestion", change, by_post_id, changed_at) select "id", "scope_id", "sending_id", "row", "column", "value", "code", "wrong", "mend", "suggestion", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.exchange_fault_keep_history() from public;
create trigger history_update after update on exchange_fault referencing old table as was for each statement execute function public.exchange_fault_keep_history();
create trigger history_delete after delete on exchange_fault referencing old table as was for each statement execute function public.exchange_fault_keep_history();
create trigger keep_scope before update of scope_id, sending_id on exchange_fault for each row when (old.scope_id is distinct from new.scope_id or old.sending_id is distinct from new.sending_id) execute function access.refuse_move();
revoke all on exchange_fault, exchange_fault_history from app, worker, front, gate;
grant select on exchange_fault to app, worker;
grant select on exchange_fault_history to app, worker;
grant select, insert, update, delete on exchange_fault, exchange_fault_history to engine;
grant select on exchange_fault, exchange_fault_history to backup;

-- exchange.sending
create policy read on exchange_sending for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = exchange_sending.id and k.scope_id = exchange_sending.scope_id limit 1));
create policy add on exchange_sending for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = exchange_sending.id and k.scope_id = exchange_sending.scope_id and k.may_write limit 1)));
create policy change on exchange_sending for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = exchange_sending.id and k.scope_id = exchange_sending.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = exchange_sending.id and k.scope_id = exchange_sending.scope_id and k.may_write limit 1));
create policy read on exchange_sending_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = exchange_sending_history.row_id and k.scope_id = exchange_sending_history.scope_id limit 1));
create or replace function public.exchange_sending_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.exchange_sending_history ("row_id", "scope_id", "agency_id", "feed", "file_key", "file_name", "file_size", "file_hash", "sent_by_id", "sent_at", "mends_id", "state", "message", "progress", "rows_sent", "rows_loaded", "rows_new", "rows_changed", "rows_same", "rows_waiting", "rows_twice", "rows_refused", "rows_mended", "kinds", "look", "form", "seconds", "ended_at", "left_out_because", "left_out_at", change, by_post_id, changed_at) select "id", "scope_id", "agency_id", "feed", "file_key", "file_name", "file_size", "file_hash", "sent_by_id", "sent_at", "mends_id", "state", "message", "progress", "rows_sent", "rows_loaded", "rows_new", "rows_changed", "rows_same", "rows_waiting", "rows_twice", "rows_refused", "rows_mended", "kinds", "look", "form", "seconds", "ended_at", "left_out_because", "left_out_at", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.exchange_sending_keep_history() from public;
create trigger history_update after update on exchange_sending referencing old table as was for each statement execute function public.exchange_sending_keep_history();
create trigger history_delete after delete on exchange_sending referencing old table as was for each statement execute function public.exchange_sending_keep_history();
create trigger keep_scope before update of scope_id, id on exchange_sending for each row when (old.scope_id is distinct from new.scope_id or old.id is distinct from new.id) execute function access.refuse_move();
create or replace function public.exchange_sending_look_up_parents() returns trigger language plpgsql set search_path = public, access, pg_temp as $$ begin if new.mends_id is distinct from old.mends_id and new.mends_id is not null and not exists (select 1 from public.exchange_sending p where p.id = new.mends_id) then raise exception 'new row violates row-level security policy for table "exchange_sending"' using errcode = '42501'; end if; return new; end $$;
revoke execute on function public.exchange_sending_look_up_parents() from public;
create trigger look_up_parents before insert or update of mends_id on exchange_sending for each row execute function public.exchange_sending_look_up_parents();
revoke all on exchange_sending, exchange_sending_history from app, worker, front, gate;
grant select, insert, update on exchange_sending to app, worker;
grant select on exchange_sending_history to app, worker;
grant select, insert, update, delete on exchange_sending, exchange_sending_history to engine;
grant select on exchange_sending, exchange_sending_history to backup;

-- exchange.waitingrow
create policy read on exchange_waitingrow for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = exchange_waitingrow.sending_id and k.scope_id = exchange_waitingrow.scope_id limit 1));
create policy read on exchange_waitingrow_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = exchange_waitingrow_history.sending_id and k.scope_id = exchange_waitingrow_history.scope_id limit 1));
create or replace function public.exchange_waitingrow_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.exchange_waitingrow_history ("row_id", "scope_id", "sending_id", "row", "cells", change, by_post_id, changed_at) select "id", "scope_id", "sending_id", "row", "cells", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.exchange_waitingrow_keep_history() from public;
create trigger history_update after update on exchange_waitingrow referencing old table as was for each statement execute function public.exchange_waitingrow_keep_history();
create trigger history_delete after delete on exchange_waitingrow referencing old table as was for each statement execute function public.exchange_waitingrow_keep_history();
create trigger keep_scope before update of scope_id, sending_id on exchange_waitingrow for each row when (old.scope_id is distinct from new.scope_id or old.sending_id is distinct from new.sending_id) execute function access.refuse_move();
revoke all on exchange_waitingrow, exchange_waitingrow_history from app, worker, front, gate;
grant select on exchange_waitingrow to app, worker;
grant select on exchange_waitingrow_history to app, worker;
grant select, insert, update, delete on exchange_waitingrow, exchange_waitingrow_history to engine;
grant select on exchange_waitingrow, exchange_waitingrow_history to backup;

-- figures.beforeafter
create policy read on figures_beforeafter for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on figures_beforeafter_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.figures_beforeafter_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.figures_beforeafter_history ("row_id", "scope_id", "run_id", "who", "people", "before", "after", "products", "chosen_on", "enough_on", change, by_post_id, changed_at) select "id", "scope_id", "run_id", "who", "people", "before", "after", "products", "chosen_on", "enough_on", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.figures_beforeafter_keep_history() from public;
create trigger history_update after update on figures_beforeafter referencing old table as was for each statement execute function public.figures_beforeafter_keep_history();
create trigger history_delete after delete on figures_beforeafter referencing old table as was for each statement execute function public.figures_beforeafter_keep_history();
create trigger keep_scope before update of scope_id on figures_beforeafter for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on figures_beforeafter, figures_beforeafter_history from app, worker, front, gate;
grant select on figures_beforeafter to app, worker;
grant select on figures_beforeafter_history to app, worker;
grant select, insert, update, delete on figures_beforeafter, figures_beforeafter_history to engine;
grant select on figures_beforeafter, figures_beforeafter_history to backup;

-- figures.cell
create policy read on figures_cell for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on figures_cell_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.figures_cell_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.figures_cell_history ("row_id", "scope_id", "run_id", "quarter", "ends_on", "area", "age_band", "sex", "offenders", "reoffenders", "reoffences", "reoffences_squared", "provisional", change, by_post_id, changed_at) select "id", "scope_id", "run_id", "quarter", "ends_on", "area", "age_band", "sex", "offenders", "reoffenders", "reoffences", "reoffences_squared", "provisional", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.figures_cell_keep_history() from public;
create trigger history_update after update on figures_cell referencing old table as was for each statement execute function public.figures_cell_keep_history();
create trigger history_delete after delete on figures_cell referencing old table as was for each statement execute function public.figures_cell_keep_history();
create trigger keep_scope before update of scope_id on figures_cell for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on figures_cell, figures_cell_history from app, worker, front, gate;
grant select on figures_cell to app, worker;
grant select on figures_cell_history to app, worker;
grant select, insert, update, delete on figures_cell, figures_cell_history to engine;
grant select on figures_cell, figures_cell_history to backup;

-- figures.harmcell
create policy read on figures_harmcell for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on figures_harmcell_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.figures_harmcell_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.figures_harmcell_history ("row_id", "scope_id", "run_id", "view", "label", "people", "offences", "sourced_offences", "assumed_offences", "sourced_hundredths", "assumed_hundredths", change, by_post_id, changed_at) select "id", "scope_id", "run_id", "view", "label", "people", "offences", "sourced_offences", "assumed_offences", "sourced_hundredths", "assumed_hundredths", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.figures_harmcell_keep_history() from public;
create trigger history_update after update on figures_harmcell referencing old table as was for each statement execute function public.figures_harmcell_keep_history();
create trigger history_delete after delete on figures_harmcell referencing old table as was for each statement execute function public.figures_harmcell_keep_history();
create trigger keep_scope before update of scope_id on figures_harmcell for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on figures_harmcell, figures_harmcell_history from app, worker, front, gate;
grant select on figures_harmcell to app, worker;
grant select on figures_harmcell_history to app, worker;
grant select, insert, update, delete on figures_harmcell, figures_harmcell_history to engine;
grant select on figures_harmcell, figures_harmcell_history to backup;

-- figures.harmturnover
create policy read on figures_harmturnover for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on figures_harmturnover_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.figures_harmturnover_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.figures_harmturnover_history ("row_id", "scope_id", "run_id", "ends_on", "other_on", "listed", "other_listed", "on_both", change, by_post_id, changed_at) select "id", "scope_id", "run_id", "ends_on", "other_on", "listed", "other_listed", "on_both", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.figures_harmturnover_keep_history() from public;
create trigger history_update after update on figures_harmturnover referencing old table as was for each statement execute function public.figures_harmturnover_keep_history();
create trigger history_delete after delete on figures_harmturnover referencing old table as was for each statement execute function public.figures_harmturnover_keep_history();
create trigger keep_scope before update of scope_id on figures_harmturnover for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on figures_harmturnover, figures_harmturnover_history from app, worker, front, gate;
grant select on figures_harmturnover to app, worker;
grant select on figures_harmturnover_history to app, worker;
grant select, insert, update, delete on figures_harmturnover, figures_harmturnover_history to engine;
grant select on figures_harmturnover, figures_harmturnover_history to backup;

-- figures.repeats
create policy read on figures_repeats for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on figures_repeats_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.figures_repeats_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.figures_repeats_history ("row_id", "scope_id", "run_id", "ends_on", "area", "age_band", "sex", "counted", "reoffended", "persons", change, by_post_id, changed_at) select "id", "scope_id", "run_id", "ends_on", "area", "age_band", "sex", "counted", "reoffended", "persons", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.figures_repeats_keep_history() from public;
create trigger history_update after update on figures_repeats referencing old table as was for each statement execute function public.figures_repeats_keep_history();
create trigger history_delete after delete on figures_repeats referencing old table as was for each statement execute function public.figures_repeats_keep_history();
create trigger keep_scope before update of scope_id on figures_repeats for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on figures_repeats, figures_repeats_history from app, worker, front, gate;
grant select on figures_repeats to app, worker;
grant select on figures_repeats_history to app, worker;
grant select, insert, update, delete on figures_repeats, figures_repeats_history to engine;
grant select on figures_repeats, figures_repeats_history to backup;

-- figures.times
create policy read on figures_times for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on figures_times_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.figures_times_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.figures_times_history ("row_id", "scope_id", "run_id", "quarter", "ends_on", "days", "reoffended", "censored", "provisional", change, by_post_id, changed_at) select "id", "scope_id", "run_id", "quarter", "ends_on", "days", "reoffended", "censored", "provisional", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.figures_times_keep_history() from public;
create trigger history_update after update on figures_times referencing old table as was for each statement execute function public.figures_times_keep_history();
create trigger history_delete after delete on figures_times referencing old table as was for each statement execute function public.figures_times_keep_history();
create trigger keep_scope before update of scope_id on figures_times for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on figures_times, figures_times_history from app, worker, front, gate;
grant select on figures_times to app, worker;
grant select on figures_times_history to app, worker;
grant select, insert, update, delete on figures_times, figures_times_history to engine;
grant select on figures_times, figures_times_history to backup;

-- iom.listing
create policy read on iom_listing for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on iom_listing_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.iom_listing_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.iom_listing_history ("row_id", "scope_id", "person_id", "as_at_on", "band", "band_order", "percent", "sent_by", "scored_on", "points_12", "points_24", "district", "sex", "age", "name", "facts", "reasons", "shown", "shares", "was_listed_a_year_ago", change, by_post_id, changed_at) select "id", "scope_id", "person_id", "as_at_on", "band", "band_order", "percent", "sent_by", "scored_on", "points_12", "points_24", "district", "sex", "age", "name", "facts", "reasons", "shown", "shares", "was_listed_a_year_ago", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.iom_listing_keep_history() from public;
create trigger history_update after update on iom_listing referencing old table as was for each statement execute function public.iom_listing_keep_history();
create trigger history_delete after delete on iom_listing referencing old table as was for each statement execute function public.iom_listing_keep_history();
create trigger keep_scope before update of scope_id on iom_listing for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on iom_listing, iom_listing_history from app, worker, front, gate;
grant select on iom_listing to app, worker;
grant select on iom_listing_history to app, worker;
grant select, insert, update, delete on iom_listing, iom_listing_history to engine;
grant select on iom_listing, iom_listing_history to backup;

-- iom.listingsummary
create policy read on iom_listingsummary for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on iom_listingsummary_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.iom_listingsummary_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.iom_listingsummary_history ("row_id", "scope_id", "as_at_on", "made_at", "listed", "new_since_a_year", "left_since_a_year", "a_year_ago", "not_ranked", "counts", "shares", "edition", change, by_post_id, changed_at) select "id", "scope_id", "as_at_on", "made_at", "listed", "new_since_a_year", "left_since_a_year", "a_year_ago", "not_ranked", "counts", "shares", "edition", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.iom_listingsummary_keep_history() from public;
create trigger history_update after update on iom_listingsummary referencing old table as was for each statement execute function public.iom_listingsummary_keep_history();
create trigger history_delete after delete on iom_listingsummary referencing old table as was for each statement execute function public.iom_listingsummary_keep_history();
create trigger keep_scope before update of scope_id on iom_listingsummary for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on iom_listingsummary, iom_listingsummary_history from app, worker, front, gate;
grant select on iom_listingsummary to app, worker;
grant select on iom_listingsummary_history to app, worker;
grant select, insert, update, delete on iom_listingsummary, iom_listingsummary_history to engine;
grant select on iom_listingsummary, iom_listingsummary_history to backup;

-- iom.standing
create policy read on iom_standing for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = iom_standing.case_id and k.scope_id = iom_standing.scope_id limit 1));
create policy add on iom_standing for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = iom_standing.case_id and k.scope_id = iom_standing.scope_id and k.may_write limit 1)) and (case_id is null or exists (select 1 from cases_case p where p.id = iom_standing.case_id)));
create policy change on iom_standing for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = iom_standing.case_id and k.scope_id = iom_standing.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = iom_standing.case_id and k.scope_id = iom_standing.scope_id and k.may_write limit 1));
create policy read on iom_standing_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = iom_standing_history.case_id and k.scope_id = iom_standing_history.scope_id limit 1));
create or replace function public.iom_standing_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.iom_standing_history ("row_id", "scope_id", "case_id", "kind", "colour", "told_on", "not_told_because", "tell_by_on", "missing", "held_by", change, by_post_id, changed_at) select "id", "scope_id", "case_id", "kind", "colour", "told_on", "not_told_because", "tell_by_on", "missing", "held_by", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.iom_standing_keep_history() from public;
create trigger history_update after update on iom_standing referencing old table as was for each statement execute function public.iom_standing_keep_history();
create trigger history_delete after delete on iom_standing referencing old table as was for each statement execute function public.iom_standing_keep_history();
create trigger keep_scope before update of scope_id, case_id on iom_standing for each row when (old.scope_id is distinct from new.scope_id or old.case_id is distinct from new.case_id) execute function access.refuse_move();
revoke all on iom_standing, iom_standing_history from app, worker, front, gate;
grant select, insert, update on iom_standing to app, worker;
grant select on iom_standing_history to app, worker;
grant select, insert, update, delete on iom_standing, iom_standing_history to engine;
grant select on iom_standing, iom_standing_history to backup;

-- people.address
create policy read on people_address for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_address.record_id and k.scope_id = people_address.scope_id limit 1));
create policy read on people_address_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_address_history.record_id and k.scope_id = people_address_history.scope_id limit 1));
create or replace function public.people_address_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.people_address_history ("row_id", "scope_id", "record_id", "line", "postcode", "seen_on", change, by_post_id, changed_at) select "id", "scope_id", "record_id", "line", "postcode", "seen_on", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.people_address_keep_history() from public;
create trigger history_update after update on people_address referencing old table as was for each statement execute function public.people_address_keep_history();
create trigger history_delete after delete on people_address referencing old table as was for each statement execute function public.people_address_keep_history();
create trigger keep_scope before update of scope_id, record_id on people_address for each row when (old.scope_id is distinct from new.scope_id or old.record_id is distinct from new.record_id) execute function access.refuse_move();
revoke all on people_address, people_address_history from app, worker, front, gate;
grant select on people_address to app, worker;
grant select on people_address_history to app, worker;
grant select, insert, update, delete on people_address, people_address_history to engine;
grant select on people_address, people_address_history to backup;

-- people.caseloadrow
create policy read on people_caseloadrow for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_caseloadrow.record_id and k.scope_id = people_caseloadrow.scope_id limit 1));
create policy read on people_caseloadrow_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_caseloadrow_history.record_id and k.scope_id = people_caseloadrow_history.scope_id limit 1));
create or replace function public.people_caseloadrow_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.people_caseloadrow_history ("row_id", "scope_id", "record_id", "snapshot_on", "district", "order_name", "sentenced_on", "ends_on", change, by_post_id, changed_at) select "id", "scope_id", "record_id", "snapshot_on", "district", "order_name", "sentenced_on", "ends_on", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.people_caseloadrow_keep_history() from public;
create trigger history_update after update on people_caseloadrow referencing old table as was for each statement execute function public.people_caseloadrow_keep_history();
create trigger history_delete after delete on people_caseloadrow referencing old table as was for each statement execute function public.people_caseloadrow_keep_history();
create trigger keep_scope before update of scope_id, record_id on people_caseloadrow for each row when (old.scope_id is distinct from new.scope_id or old.record_id is distinct from new.record_id) execute function access.refuse_move();
revoke all on people_caseloadrow, people_caseloadrow_history from app, worker, front, gate;
grant select on people_caseloadrow to app, worker;
grant select on people_caseloadrow_history to app, worker;
grant select, insert, update, delete on people_caseloadrow, people_caseloadrow_history to engine;
grant select on people_caseloadrow, people_caseloadrow_history to backup;

-- people.event
create policy read on people_event for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_event.record_id and k.scope_id = people_event.scope_id limit 1));
create policy read on people_event_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_event_history.record_id and k.scope_id = people_event_history.scope_id limit 1));
create or replace function public.people_event_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.people_event_history ("row_id", "scope_id", "record_id", "source", "source_key", "kind", "happened_on", "happened_at", "offence_code", "words", "committed_on", "proven_on", "until_on", "stated_on", "outcome", "district", change, by_post_id, changed_at) select "id", "scope_id", "record_id", "source", "source_key", "kind", "happened_on", "happened_at", "offence_code", "words", "committed_on", "proven_on", "until_on", "stated_on", "outcome", "district", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.people_event_keep_history() from public;
create trigger history_update after update on people_event referencing old table as was for each statement execute function public.people_event_keep_history();
create trigger history_delete after delete on people_event referencing old table as was for each statement execute function public.people_event_keep_history();
create trigger keep_scope before update of scope_id, record_id on people_event for each row when (old.scope_id is distinct from new.scope_id or old.record_id is distinct from new.record_id) execute function access.refuse_move();
revoke all on people_event, people_event_history from app, worker, front, gate;
grant select on people_event to app, worker;
grant select on people_event_history to app, worker;
grant select, insert, update, delete on people_event, people_event_history to engine;
grant select on people_event, people_event_history to backup;

-- people.harm
create policy read on people_harm for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on people_harm_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.people_harm_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.people_harm_history ("row_id", "scope_id", "person_id", "as_at_on", "points_12", "points_24", "sourced_12", "assumed_12", "offences_12", "offences_24", "unweighted_12", "parts", "edition", change, by_post_id, changed_at) select "id", "scope_id", "person_id", "as_at_on", "points_12", "points_24", "sourced_12", "assumed_12", "offences_12", "offences_24", "unweighted_12", "parts", "edition", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.people_harm_keep_history() from public;
create trigger history_update after update on people_harm referencing old table as was for each statement execute function public.people_harm_keep_history();
create trigger history_delete after delete on people_harm referencing old table as was for each statement execute function public.people_harm_keep_history();
create trigger keep_scope before update of scope_id on people_harm for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on people_harm, people_harm_history from app, worker, front, gate;
grant select on people_harm to app, worker;
grant select on people_harm_history to app, worker;
grant select, insert, update, delete on people_harm, people_harm_history to engine;
grant select on people_harm, people_harm_history to backup;

-- people.likelihood
create policy read on people_likelihood for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on people_likelihood_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.people_likelihood_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.people_likelihood_history ("row_id", "scope_id", "person_id", "sent_by", "percent", "band", "predictor", "version", "scored_on", "terms", "missing", change, by_post_id, changed_at) select "id", "scope_id", "person_id", "sent_by", "percent", "band", "predictor", "version", "scored_on", "terms", "missing", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.people_likelihood_keep_history() from public;
create trigger history_update after update on people_likelihood referencing old table as was for each statement execute function public.people_likelihood_keep_history();
create trigger history_delete after delete on people_likelihood referencing old table as was for each statement execute function public.people_likelihood_keep_history();
create trigger keep_scope before update of scope_id on people_likelihood for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on people_likelihood, people_likelihood_history from app, worker, front, gate;
grant select on people_likelihood to app, worker;
grant select on people_likelihood_history to app, worker;
grant select, insert, update, delete on people_likelihood, people_likelihood_history to engine;
grant select on people_likelihood, people_likelihood_history to backup;

-- people.link
create policy read on people_link for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy add on people_link for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[])) and (record_l_id is null or exists (select 1 from people_record p where p.id = people_link.record_l_id)) and (record_r_id is null or exists (select 1 from people_record p where p.id = people_link.record_r_id)));
create policy change on people_link for update to app, worker using (scope_id = any ((select access.write_scopes())::int[])) with check (scope_id = any ((select access.write_scopes())::int[]));
create policy read on people_link_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.people_link_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.people_link_history ("row_id", "scope_id", "record_l_id", "record_r_id", "probability", "weight", "evidence", "state", "linkage_version", "ruled_by_id", "ruled_at", "ruled_because", "before_ruling", "waits", change, by_post_id, changed_at) select "id", "scope_id", "record_l_id", "record_r_id", "probability", "weight", "evidence", "state", "linkage_version", "ruled_by_id", "ruled_at", "ruled_because", "before_ruling", "waits", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.people_link_keep_history() from public;
create trigger history_update after update on people_link referencing old table as was for each statement execute function public.people_link_keep_history();
create trigger history_delete after delete on people_link referencing old table as was for each statement execute function public.people_link_keep_history();
create trigger keep_scope before update of scope_id on people_link for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
create or replace function public.people_link_look_up_parents() returns trigger language plpgsql set search_path = public, access, pg_temp as $$ begin if new.record_l_id is distinct from old.record_l_id and new.record_l_id is not null and not exists (select 1 from public.people_record p where p.id = new.record_l_id) then raise exception 'new row violates row-level security policy for table "people_link"' using errcode = '42501'; end if; if new.record_r_id is distinct from old.record_r_id and new.record_r_id is not null and not exists (select 1 from public.people_record p where p.id = new.record_r_id) then raise exception 'new row violates row-level security policy for table "people_link"' using errcode = '42501'; end if; return new; end $$;
revoke execute on function public.people_link_look_up_parents() from public;
create trigger look_up_parents before update of record_l_id, record_r_id on people_link for each row execute function public.people_link_look_up_parents();
revoke all on people_link, people_link_history from app, worker, front, gate;
grant select, insert, update on people_link to app, worker;
grant select on people_link_history to app, worker;
grant select, insert, update, delete on people_link, people_link_history to engine;
grant select on people_link, people_link_history to backup;

-- people.record
create policy read on people_record for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_record.id and k.scope_id = people_record.scope_id limit 1));
create policy read on people_record_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_record_history.row_id and k.scope_id = people_record_history.scope_id limit 1));
create or replace function public.people_record_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.people_record_history ("row_id", "scope_id", "agency_id", "source", "source_key", "person_id", "given_name", "family_name", "former_family_name", "born_on", "sex", "district", "linkable", change, by_post_id, changed_at) select "id", "scope_id", "agency_id", "source", "source_key", "person_id", "given_name", "family_name", "former_family_name", "born_on", "sex", "district", "linkable", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.people_record_keep_history() from public;
create trigger history_update after update on people_record referencing old table as was for each statement execute function public.people_record_keep_history();
create trigger history_delete after delete on people_record referencing old table as was for each statement execute function public.people_record_keep_history();
create trigger keep_scope before update of scope_id, id on people_record for each row when (old.scope_id is distinct from new.scope_id or old.id is distinct from new.id) execute function access.refuse_move();
revoke all on people_record, people_record_history from app, worker, front, gate;
grant select on people_record to app, worker;
grant select on people_record_history to app, worker;
grant select, insert, update, delete on people_record, people_record_history to engine;
grant select on people_record, people_record_history to backup;

-- people.score
create policy read on people_score for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_score.record_id and k.scope_id = people_score.scope_id limit 1));
create policy read on people_score_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_score_history.record_id and k.scope_id = people_score_history.scope_id limit 1));
create or replace function public.people_score_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.people_score_history ("row_id", "scope_id", "record_id", "scored_on", "predictor", "version", "percent", change, by_post_id, changed_at) select "id", "scope_id", "record_id", "scored_on", "predictor", "version", "percent", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.people_score_keep_history() from public;
create trigger history_update after update on people_score referencing old table as was for each statement execute function public.people_score_keep_history();
create trigger history_delete after delete on people_score referencing old table as was for each statement execute function public.people_score_keep_history();
create trigger keep_scope before update of scope_id, record_id on people_score for each row when (old.scope_id is distinct from new.scope_id or old.record_id is distinct from new.record_id) execute function access.refuse_move();
revoke all on people_score, people_score_history from app, worker, front, gate;
grant select on people_score to app, worker;
grant select on people_score_history to app, worker;
grant select, insert, update, delete on people_score, people_score_history to engine;
grant select on people_score, people_score_history to backup;

-- people.searchtoken
create policy read on people_searchtoken for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_searchtoken.record_id and k.scope_id = people_searchtoken.scope_id limit 1));
create policy read on people_searchtoken_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = people_searchtoken_history.record_id and k.scope_id = people_searchtoken_history.scope_id limit 1));
create or replace function public.people_searchtoken_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.people_searchtoken_history ("row_id", "scope_id", "record_id", "kind", "value", change, by_post_id, changed_at) select "id", "scope_id", "record_id", "kind", "value", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.people_searchtoken_keep_history() from public;
create trigger history_update after update on people_searchtoken referencing old table as was for each statement execute function public.people_searchtoken_keep_history();
create trigger history_delete after delete on people_searchtoken referencing old table as was for each statement execute function public.people_searchtoken_keep_history();
create trigger keep_scope before update of scope_id, record_id on people_searchtoken for each row when (old.scope_id is distinct from new.scope_id or old.record_id is distinct from new.record_id) execute function access.refuse_move();
revoke all on people_searchtoken, people_searchtoken_history from app, worker, front, gate;
grant select on people_searchtoken to app, worker;
grant select on people_searchtoken_history to app, worker;
grant select, insert, update, delete on people_searchtoken, people_searchtoken_history to engine;
grant select on people_searchtoken, people_searchtoken_history to backup;

-- sharing.consent
create policy read on sharing_consent for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_consent.record_id and k.scope_id = sharing_consent.scope_id limit 1));
create policy add on sharing_consent for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_consent.record_id and k.scope_id = sharing_consent.scope_id and k.may_write limit 1)) and (record_id is null or exists (select 1 from people_record p where p.id = sharing_consent.record_id)));
create policy change on sharing_consent for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_consent.record_id and k.scope_id = sharing_consent.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_consent.record_id and k.scope_id = sharing_consent.scope_id and k.may_write limit 1));
create policy read on sharing_consent_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_consent_history.record_id and k.scope_id = sharing_consent_history.scope_id limit 1));
create or replace function public.sharing_consent_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.sharing_consent_history ("row_id", "scope_id", "record_id", "purpose", "categories", "to_agencies", "words", "how", "given_on", "until_on", "recorded_by_id", "recorded_at", "withdrawn_at", "withdrawn_because", "told", "told_on", "version", change, by_post_id, changed_at) select "id", "scope_id", "record_id", "purpose", "categories", "to_agencies", "words", "how", "given_on", "until_on", "recorded_by_id", "recorded_at", "withdrawn_at", "withdrawn_because", "told", "told_on", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.sharing_consent_keep_history() from public;
create trigger history_update after update on sharing_consent referencing old table as was for each statement execute function public.sharing_consent_keep_history();
create trigger history_delete after delete on sharing_consent referencing old table as was for each statement execute function public.sharing_consent_keep_history();
create trigger keep_scope before update of scope_id, record_id on sharing_consent for each row when (old.scope_id is distinct from new.scope_id or old.record_id is distinct from new.record_id) execute function access.refuse_move();
revoke all on sharing_consent, sharing_consent_history from app, worker, front, gate;
grant select, insert, update on sharing_consent to app, worker;
grant select on sharing_consent_history to app, worker;
grant select, insert, update, delete on sharing_consent, sharing_consent_history to engine;
grant select on sharing_consent, sharing_consent_history to backup;

-- sharing.emergency
create policy read on sharing_emergency for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on sharing_emergency_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.sharing_emergency_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.sharing_emergency_history ("row_id", "scope_id", "person_id", "because", "opened_at", "until_at", "opened_by_id", "ended_at", "outcome", "finding", "reviewed_at", "reviewed_by_id", "version", change, by_post_id, changed_at) select "id", "scope_id", "person_id", "because", "opened_at", "until_at", "opened_by_id", "ended_at", "outcome", "finding", "reviewed_at", "reviewed_by_id", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.sharing_emergency_keep_history() from public;
create trigger history_update after update on sharing_emergency referencing old table as was for each statement execute function public.sharing_emergency_keep_history();
create trigger history_delete after delete on sharing_emergency referencing old table as was for each statement execute function public.sharing_emergency_keep_history();
create trigger keep_scope before update of scope_id on sharing_emergency for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on sharing_emergency, sharing_emergency_history from app, worker, front, gate;
grant select on sharing_emergency to app, worker;
grant select on sharing_emergency_history to app, worker;
grant select, insert, update, delete on sharing_emergency, sharing_emergency_history to engine;
grant select on sharing_emergency, sharing_emergency_history to backup;

-- sharing.enquiry
create policy read on sharing_enquiry for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on sharing_enquiry_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.sharing_enquiry_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.sharing_enquiry_history ("row_id", "scope_id", "person_id", "purpose", "given_name", "family_name", "born_on", "told", "because", "asked_at", "asked_by_id", "until_on", "withdrawn_at", change, by_post_id, changed_at) select "id", "scope_id", "person_id", "purpose", "given_name", "family_name", "born_on", "told", "because", "asked_at", "asked_by_id", "until_on", "withdrawn_at", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.sharing_enquiry_keep_history() from public;
create trigger history_update after update on sharing_enquiry referencing old table as was for each statement execute function public.sharing_enquiry_keep_history();
create trigger history_delete after delete on sharing_enquiry referencing old table as was for each statement execute function public.sharing_enquiry_keep_history();
create trigger keep_scope before update of scope_id on sharing_enquiry for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on sharing_enquiry, sharing_enquiry_history from app, worker, front, gate;
grant select on sharing_enquiry to app, worker;
grant select on sharing_enquiry_history to app, worker;
grant select, insert, update, delete on sharing_enquiry, sharing_enquiry_history to engine;
grant select on sharing_enquiry, sharing_enquiry_history to backup;

-- sharing.enquiryanswer
create policy read on sharing_enquiryanswer for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_enquiryanswer.enquiry_id and k.scope_id = sharing_enquiryanswer.scope_id limit 1));
create policy add on sharing_enquiryanswer for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_enquiryanswer.enquiry_id and k.scope_id = sharing_enquiryanswer.scope_id and k.may_write limit 1)));
create policy change on sharing_enquiryanswer for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_enquiryanswer.enquiry_id and k.scope_id = sharing_enquiryanswer.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_enquiryanswer.enquiry_id and k.scope_id = sharing_enquiryanswer.scope_id and k.may_write limit 1));
create policy read on sharing_enquiryanswer_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_enquiryanswer_history.enquiry_id and k.scope_id = sharing_enquiryanswer_history.scope_id limit 1));
create or replace function public.sharing_enquiryanswer_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.sharing_enquiryanswer_history ("row_id", "scope_id", "enquiry_id", "words", "contact", "answered_at", "answered_by", "disclosure_id", change, by_post_id, changed_at) select "id", "scope_id", "enquiry_id", "words", "contact", "answered_at", "answered_by", "disclosure_id", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.sharing_enquiryanswer_keep_history() from public;
create trigger history_update after update on sharing_enquiryanswer referencing old table as was for each statement execute function public.sharing_enquiryanswer_keep_history();
create trigger history_delete after delete on sharing_enquiryanswer referencing old table as was for each statement execute function public.sharing_enquiryanswer_keep_history();
create trigger keep_scope before update of scope_id, enquiry_id on sharing_enquiryanswer for each row when (old.scope_id is distinct from new.scope_id or old.enquiry_id is distinct from new.enquiry_id) execute function access.refuse_move();
revoke all on sharing_enquiryanswer, sharing_enquiryanswer_history from app, worker, front, gate;
grant select, insert, update on sharing_enquiryanswer to app, worker;
grant select on sharing_enquiryanswer_history to app, worker;
grant select, insert, update, delete on sharing_enquiryanswer, sharing_enquiryanswer_history to engine;
grant select on sharing_enquiryanswer, sharing_enquiryanswer_history to backup;

-- sharing.notice
create policy read on sharing_notice for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy read on sharing_notice_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.sharing_notice_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.sharing_notice_history ("row_id", "scope_id", "permission", "kind", "words", "href", "from_agency_id", "at", "seen_at", "seen_by_id", change, by_post_id, changed_at) select "id", "scope_id", "permission", "kind", "words", "href", "from_agency_id", "at", "seen_at", "seen_by_id", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.sharing_notice_keep_history() from public;
create trigger history_update after update on sharing_notice referencing old table as was for each statement execute function public.sharing_notice_keep_history();
create trigger history_delete after delete on sharing_notice referencing old table as was for each statement execute function public.sharing_notice_keep_history();
create trigger keep_scope before update of scope_id on sharing_notice for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on sharing_notice, sharing_notice_history from app, worker, front, gate;
grant select on sharing_notice to app, worker;
grant select on sharing_notice_history to app, worker;
grant select, insert, update, delete on sharing_notice, sharing_notice_history to engine;
grant select on sharing_notice, sharing_notice_history to backup;

-- sharing.relay
create policy read on sharing_relay for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create policy add on sharing_relay for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[])));
create policy change on sharing_relay for update to app, worker using (scope_id = any ((select access.write_scopes())::int[])) with check (scope_id = any ((select access.write_scopes())::int[]));
create policy read on sharing_relay_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]));
create or replace function public.sharing_relay_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.sharing_relay_history ("row_id", "scope_id", "enquiry_id", "asker_id", "asked_by", "purpose", "given_name", "family_name", "born_on", "told", "because", "asked_at", "until_on", "state", "dealt_with_at", "dealt_with_by_id", "version", change, by_post_id, changed_at) select "id", "scope_id", "enquiry_id", "asker_id", "asked_by", "purpose", "given_name", "family_name", "born_on", "told", "because", "asked_at", "until_on", "state", "dealt_with_at", "dealt_with_by_id", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.sharing_relay_keep_history() from public;
create trigger history_update after update on sharing_relay referencing old table as was for each statement execute function public.sharing_relay_keep_history();
create trigger history_delete after delete on sharing_relay referencing old table as was for each statement execute function public.sharing_relay_keep_history();
create trigger keep_scope before update of scope_id on sharing_relay for each row when (old.scope_id is distinct from new.scope_id) execute function access.refuse_move();
revoke all on sharing_relay, sharing_relay_history from app, worker, front, gate;
grant select, insert, update on sharing_relay to app, worker;
grant select on sharing_relay_history to app, worker;
grant select, insert, update, delete on sharing_relay, sharing_relay_history to engine;
grant select on sharing_relay, sharing_relay_history to backup;

-- sharing.statement
create policy read on sharing_statement for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_statement.record_id and k.scope_id = sharing_statement.scope_id limit 1));
create policy add on sharing_statement for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_statement.record_id and k.scope_id = sharing_statement.scope_id and k.may_write limit 1)) and (record_id is null or exists (select 1 from people_record p where p.id = sharing_statement.record_id)));
create policy change on sharing_statement for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_statement.record_id and k.scope_id = sharing_statement.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_statement.record_id and k.scope_id = sharing_statement.scope_id and k.may_write limit 1));
create policy read on sharing_statement_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_statement_history.record_id and k.scope_id = sharing_statement_history.scope_id limit 1));
create or replace function public.sharing_statement_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.sharing_statement_history ("row_id", "scope_id", "record_id", "about", "words", "said_at", "said_by", change, by_post_id, changed_at) select "id", "scope_id", "record_id", "about", "words", "said_at", "said_by", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.sharing_statement_keep_history() from public;
create trigger history_update after update on sharing_statement referencing old table as was for each statement execute function public.sharing_statement_keep_history();
create trigger history_delete after delete on sharing_statement referencing old table as was for each statement execute function public.sharing_statement_keep_history();
create trigger keep_scope before update of scope_id, record_id on sharing_statement for each row when (old.scope_id is distinct from new.scope_id or old.record_id is distinct from new.record_id) execute function access.refuse_move();
revoke all on sharing_statement, sharing_statement_history from app, worker, front, gate;
grant select, insert, update on sharing_statement to app, worker;
grant select on sharing_statement_history to app, worker;
grant select, insert, update, delete on sharing_statement, sharing_statement_history to engine;
grant select on sharing_statement, sharing_statement_history to backup;

-- sharing.victimanswer
create policy read on sharing_victimanswer for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_victimanswer.request_id and k.scope_id = sharing_victimanswer.scope_id limit 1));
create policy add on sharing_victimanswer for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_victimanswer.request_id and k.scope_id = sharing_victimanswer.scope_id and k.may_write limit 1)));
create policy change on sharing_victimanswer for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_victimanswer.request_id and k.scope_id = sharing_victimanswer.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_victimanswer.request_id and k.scope_id = sharing_victimanswer.scope_id and k.may_write limit 1));
create policy read on sharing_victimanswer_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_victimanswer_history.request_id and k.scope_id = sharing_victimanswer_history.scope_id limit 1));
create or replace function public.sharing_victimanswer_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.sharing_victimanswer_history ("row_id", "scope_id", "request_id", "decision", "words", "victim_told_on", "not_told_because", "answered_at", "answered_by", "disclosure_id", change, by_post_id, changed_at) select "id", "scope_id", "request_id", "decision", "words", "victim_told_on", "not_told_because", "answered_at", "answered_by", "disclosure_id", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.sharing_victimanswer_keep_history() from public;
create trigger history_update after update on sharing_victimanswer referencing old table as was for each statement execute function public.sharing_victimanswer_keep_history();
create trigger history_delete after delete on sharing_victimanswer referencing old table as was for each statement execute function public.sharing_victimanswer_keep_history();
create trigger keep_scope before update of scope_id, request_id on sharing_victimanswer for each row when (old.scope_id is distinct from new.scope_id or old.request_id is distinct from new.request_id) execute function access.refuse_move();
revoke all on sharing_victimanswer, sharing_victimanswer_history from app, worker, front, gate;
grant select, insert, update on sharing_victimanswer to app, worker;
grant select on sharing_victimanswer_history to app, worker;
grant select, insert, update, delete on sharing_victimanswer, sharing_victimanswer_history to engine;
grant select on sharing_victimanswer, sharing_victimanswer_history to backup;

-- sharing.victimrequest
create policy read on sharing_victimrequest for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_victimrequest.id and k.scope_id = sharing_victimrequest.scope_id limit 1));
create policy add on sharing_victimrequest for insert to app, worker with check ((scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_victimrequest.id and k.scope_id = sharing_victimrequest.scope_id and k.may_write limit 1)));
create policy change on sharing_victimrequest for update to app, worker using (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_victimrequest.id and k.scope_id = sharing_victimrequest.scope_id and k.may_write limit 1)) with check (scope_id = any ((select access.write_scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_victimrequest.id and k.scope_id = sharing_victimrequest.scope_id and k.may_write limit 1));
create policy read on sharing_victimrequest_history for select to app, worker using (scope_id = any ((select access.scopes())::int[]) or (select true from access.my_key k where k.subject_id = sharing_victimrequest_history.row_id and k.scope_id = sharing_victimrequest_history.scope_id limit 1));
create or replace function public.sharing_victimrequest_keep_history() returns trigger language plpgsql security definer set search_path = public, access, pg_temp as $$ begin insert into public.sharing_victimrequest_history ("row_id", "scope_id", "to_agency_id", "about", "reference", "asked", "period", "grounds", "elsewhere", "counselling", "counselling_because", "authorised_by", "victim_told_on", "victim_view", "not_told_because", "asked_at", "asked_by_id", "asked_by_words", "due_on", "disclosure_id", "withdrawn_at", "version", change, by_post_id, changed_at) select "id", "scope_id", "to_agency_id", "about", "reference", "asked", "period", "grounds", "elsewhere", "counselling", "counselling_because", "authorised_by", "victim_told_on", "victim_view", "not_told_because", "asked_at", "asked_by_id", "asked_by_words", "due_on", "disclosure_id", "withdrawn_at", "version", lower(tg_op), (select access.post()), clock_timestamp() from was; return null; end $$;
revoke execute on function public.sharing_victimrequest_keep_history() from public;
create trigger history_update after update on sharing_victimrequest referencing old table as was for each statement execute function public.sharing_victimrequest_keep_history();
create trigger history_delete after delete on sharing_victimrequest referencing old table as was for each statement execute function public.sharing_victimrequest_keep_history();
create trigger keep_scope before update of scope_id, id on sharing_victimrequest for each row when (old.scope_id is distinct from new.scope_id or old.id is distinct from new.id) execute function access.refuse_move();
revoke all on sharing_victimrequest, sharing_victimrequest_history from app, worker, front, gate;
grant select, insert, update on sharing_victimrequest to app, worker;
grant select on sharing_victimrequest_history to app, worker;
grant select, insert, update, delete on sharing_victimrequest, sharing_victimrequest_history to engine;
grant select on sharing_victimrequest, sharing_victimrequest_history to backup;

-- data_protection.retentionperiod, of the directory
create policy read on data_protection_retentionperiod for select to app, worker, gate, front using (true);
create policy add on data_protection_retentionperiod for insert to app, worker with check (((select access.may('retention.keep')) and (agency_id = (select access.agency()))));
create policy change on data_protection_retentionperiod for update to app, worker using (((select access.may('retention.keep')) and (agency_id = (select access.agency())))) with check (((select access.may('retention.keep')) and (agency_id = (select access.agency()))));
create trigger keep_fixed before update of agency_id, category, programme, months, counted_from on data_protection_retentionperiod for each row when (old.agency_id is distinct from new.agency_id or old.category is distinct from new.category or old.programme is distinct from new.programme or old.months is distinct from new.months or old.counted_from is distinct from new.counted_from) execute function access.refuse_change();

-- partnership.agency, of the directory
create policy read on partnership_agency for select to app, worker, gate, front using (true);
create policy add on partnership_agency for insert to app, worker with check (((select access.may('agencies.keep')) and ((select c.host_id from partnership_county c limit 1) = (select access.agency()))));
create policy change on partnership_agency for update to app, worker using (((select access.may('agencies.keep')) and ((select c.host_id from partnership_county c limit 1) = (select access.agency())))) with check (((select access.may('agencies.keep')) and ((select c.host_id from partnership_county c limit 1) = (select access.agency()))));
create trigger keep_fixed before update of code on partnership_agency for each row when (old.code is distinct from new.code) execute function access.refuse_change();

-- partnership.agencycontact, of the directory
create policy read on partnership_agencycontact for select to app, worker, gate, front using (true);
create policy add on partnership_agencycontact for insert to app, worker with check (((select access.may('posts.keep')) and (agency_id = (select access.agency()))));
create policy change on partnership_agencycontact for update to app, worker using (((select access.may('posts.keep')) and (agency_id = (select access.agency())))) with check (((select access.may('posts.keep')) and (agency_id = (select access.agency()))));
create trigger keep_fixed before update of agency_id on partnership_agencycontact for each row when (old.agency_id is distinct from new.agency_id) execute function access.refuse_change();

-- partnership.agreement, of the directory
create policy read on partnership_agreement for select to app, worker, gate, front using (true);
create policy add on partnership_agreement for insert to app, worker with check (((select access.may('agreements.keep')) and (state = 'draft' and owner_agency_id = (select access.agency()) and (select c.host_id from partnership_county c limit 1) = (select access.agency()))));
create policy change on partnership_agreement for update to app, worker using (((select access.may('agreements.keep')) and (state = 'draft' and owner_agency_id = (select access.agency()) and (select c.host_id from partnership_county c limit 1) = (select access.agency())))) with check (((select access.may('agreements.keep')) and (state = 'draft' and owner_agency_id = (select access.agency()) and (select c.host_id from partnership_county c limit 1) = (select access.agency()))));
create trigger keep_fixed before update of code, edition, owner_agency_id on partnership_agreement for each row when (old.code is distinct from new.code or old.edition is distinct from new.edition or old.owner_agency_id is distinct from new.owner_agency_id) execute function access.refuse_change();

-- partnership.agreementline, of the directory
create policy read on partnership_agreementline for select to app, worker, gate, front using (true);
create policy add on partnership_agreementline for insert to app, worker with check (((select access.may('agreements.keep')) and (from_at is null and until_at is null and exists (select 1 from partnership_agreement a where a.id = agreement_id and a.state = 'draft' and a.owner_agency_id = (select access.agency()) and (select c.host_id from partnership_county c limit 1) = (select access.agency())) and (regime <> 'part_3' or 2 = (select count(*) from partnership_agency c where c.id in (giver_id, receiver_id) and c.competent_authority)))));
create policy change on partnership_agreementline for update to app, worker using (((select access.may('agreements.keep')) and (from_at is null and until_at is null and exists (select 1 from partnership_agreement a where a.id = agreement_id and a.state = 'draft' and a.owner_agency_id = (select access.agency()) and (select c.host_id from partnership_county c limit 1) = (select access.agency())) and (regime <> 'part_3' or 2 = (select count(*) from partnership_agency c where c.id in (giver_id, receiver_id) and c.competent_authority))))) with check (((select access.may('agreements.keep')) and (from_at is null and until_at is null and exists (select 1 from partnership_agreement a where a.id = agreement_id and a.state = 'draft' and a.owner_agency_id = (select access.agency()) and (select c.host_id from partnership_county c limit 1) = (select access.agency())) and (regime <> 'part_3' or 2 = (select count(*) from partnership_agency c where c.id in (giver_id, receiver_id) and c.competent_authority)))));
create trigger keep_fixed before update of agreement_id on partnership_agreementline for each row when (old.agreement_id is distinct from new.agreement_id) execute function access.refuse_change();

-- partnership.localsetting, of the directory
create policy read on partnership_localsetting for select to app, worker, gate, front using (true);
create policy add on partnership_localsetting for insert to app, worker with check (((select access.may('settings.keep')) and ((select c.host_id from partnership_county c limit 1) = (select access.agency()))));
create policy change on partnership_localsetting for update to app, worker using (((select access.may('settings.keep')) and ((select c.host_id from partnership_county c limit 1) = (select access.agency())))) with check (((select access.may('settings.keep')) and ((select c.host_id from partnership_county c limit 1) = (select access.agency()))));
create trigger keep_fixed before update of code, value on partnership_localsetting for each row when (old.code is distinct from new.code or old.value is distinct from new.value) execute function access.refuse_change();

-- partnership.post, of the directory
create policy read on partnership_post for select to app, worker, gate, front using (true);
create policy add on partnership_post for insert to app, worker with check (((select access.may('posts.keep')) and (agency_id = (select access.agency()))));
create policy change on partnership_post for update to app, worker using (((select access.may('posts.keep')) and (agency_id = (select access.agency())))) with check (((select access.may('posts.keep')) and (agency_id = (select access.agency()))));
create trigger keep_fixed before update of account_id, agency_id, role_class, purpose on partnership_post for each row when (old.account_id is distinct from new.account_id or old.agency_id is distinct from new.agency_id or old.role_class is distinct from new.role_class or old.purpose is distinct from new.purpose) execute function access.refuse_change();

-- partnership.team, of the directory
create policy read on partnership_team for select to app, worker, gate, front using (true);
create policy add on partnership_team for insert to app, worker with check (((select access.may('posts.keep')) and (agency_id = (select access.agency()))));
create policy change on partnership_team for update to app, worker using (((select access.may('posts.keep')) and (agency_id = (select access.agency())))) with check (((select access.may('posts.keep')) and (agency_id = (select access.agency()))));
create trigger keep_fixed before update of agency_id on partnership_team for each row when (old.agency_id is distinct from new.agency_id) execute function access.refuse_change();
