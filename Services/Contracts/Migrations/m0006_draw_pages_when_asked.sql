-- Pages are drawn when somebody looks; nobody takes the jobs that drew them ahead any more.
DELETE FROM jobs WHERE kind = 'contracts.render-pages' AND finished_at IS NULL;
