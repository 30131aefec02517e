using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Pgvector;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>Holds models against questions whose right initiative is known, over the vectors they have in the catalogue.</summary>
public sealed class ModelEvaluations(NpgsqlDataSource database, Embedders embedders)
{
    // Enough to tell two models apart, few enough to take seconds.
    private const int MostQuestions = 300;

    /// <summary>Adds questions; those that are there stay.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> AddQuestionsAsync(IReadOnlyCollection<(string Question, Uri Page)> questions, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into evaluation_question (question, initiative_id)
            select q.question, i.id
              from unnest(@questions, @pages) as q (question, page)
              join initiative i on i.page_url = q.page
            on conflict do nothing
            """);
        command.Parameters.AddWithValue("questions", questions.Select(question => question.Question).ToArray());
        command.Parameters.AddWithValue("pages", questions.Select(question => question.Page.AbsoluteUri).ToArray());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Measures the model and keeps the figure with it. Where no questions are stored, initiatives' second passages stand for them: what a body says should find its own head.</summary>
    /// <returns>Null when there is nothing to ask.</returns>
    public async Task<ModelEvaluation?> EvaluateAsync(EmbeddingModel model, CancellationToken cancellationToken)
    {
        var questions = await ReadQuestionsAsync(cancellationToken);
        if (questions.Count == 0)
        {
            return null;
        }

        var generator = await embedders.GetAsync(model, cancellationToken);
        var vectors = await generator.GenerateAsync(questions.Select(question => question.Text), EmbeddingPurpose.Question, cancellationToken);
        var gain = 0.0;
        foreach (var (question, vector) in questions.Zip(vectors))
        {
            if (await RankAsync(model.Id, question.Initiative, vector.Vector, cancellationToken) is { } rank and <= 10)
            {
                gain += 1 / Math.Log2(rank + 1);
            }
        }

        var evaluation = new ModelEvaluation(gain / questions.Count, questions.Count);
        await using var keep = database.CreateCommand("update embedding_model set details = details || @evaluation where id = @id");
        keep.Parameters.Add(new NpgsqlParameter("evaluation", NpgsqlDbType.Jsonb)
        {
            Value = JsonSerializer.Serialize(new { evaluation = new { ndcg10 = Math.Round(evaluation.Ndcg10, 4), questions = evaluation.Questions } }),
        });
        keep.Parameters.AddWithValue("id", model.Id);
        await keep.ExecuteNonQueryAsync(cancellationToken);
        return evaluation;
    }

    private async Task<List<(string Text, long Initiative)>> ReadQuestionsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with stored as (
                select q.question, q.initiative_id from evaluation_question q join initiative i on i.id = q.initiative_id and i.status = 'published'
                 order by md5(q.id::text) limit @most),
            passages as (
                select left(body, 200), id from initiative
                 where status = 'published' and length(body) > 100 and not exists (select from stored)
                 order by md5(id::text) limit @most)
            select * from stored union all select * from passages
            """);
        command.Parameters.AddWithValue("most", MostQuestions);
        return await command.ReadAllAsync(row => (row.GetString(0), row.GetInt64(1)), cancellationToken);
    }

    // Heads alone are compared: with a body's own passages every model would find it.
    private async Task<long?> RankAsync(long model, long initiative, ReadOnlyMemory<float> vector, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with target as (select embedding <#> @question as distance from initiative_embedding where model_id = @model and initiative_id = @initiative and chunk = 0)
            select count(*) + 1
              from initiative_embedding e, target
             where e.model_id = @model and e.chunk = 0 and e.initiative_id <> @initiative and e.embedding <#> @question < target.distance
            having exists (select from target)
            """);
        command.Parameters.AddWithValue("model", model);
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("question", new HalfVector(Array.ConvertAll(vector.ToArray(), number => (Half)number)));
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }
}
