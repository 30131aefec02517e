using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Embeddings;

public sealed class EmbeddingModelStore(NpgsqlDataSource database)
{
    private const string Columns = "id, name, provider, dimensions, is_active, is_next, trained_on, made_at, (details -> 'evaluation' ->> 'ndcg10')::float8, (details -> 'evaluation' ->> 'questions')::int";

    public async Task<IReadOnlyList<EmbeddingModel>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from embedding_model order by id");
        return await command.ReadAllAsync(ToModel, cancellationToken);
    }

    public async Task<EmbeddingModel?> FindActiveAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from embedding_model where is_active");
        return await command.ReadFirstAsync(ToModel, cancellationToken);
    }

    public async Task<EmbeddingModel?> FindNextAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from embedding_model where is_next");
        return await command.ReadFirstAsync(ToModel, cancellationToken);
    }

    /// <summary>The trained parameters; null for models whose files lie elsewhere.</summary>
    public async Task<byte[]?> ReadParametersAsync(long model, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select parameters from embedding_model where id = @id");
        command.Parameters.AddWithValue("id", model);
        return await command.ExecuteScalarAsync(cancellationToken) as byte[];
    }

    /// <summary>Adds the model as the next one, in the place of any other that was being filled.</summary>
    /// <param name="name">When a model of that name exists, its vectors are kept and filled up.</param>
    public async Task<EmbeddingModel> PrepareAsync(
        string name, string provider, int dimensions, byte[]? parameters, int? trainedOn, string details, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var clear = new NpgsqlCommand("update embedding_model set is_next = false where is_next; delete from initiative_step where step = 'embed-next'", connection))
        {
            await clear.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = new NpgsqlCommand(
            $"""
            insert into embedding_model (name, provider, dimensions, parameters, trained_on, details, is_next)
            values (@name, @provider, @dimensions, @parameters, @trained_on, @details, true)
            on conflict (name) do update set is_next = not embedding_model.is_active
            returning {Columns}
            """,
            connection);
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("provider", provider);
        command.Parameters.AddWithValue("dimensions", dimensions);
        command.Parameters.AddNullable("parameters", parameters);
        command.Parameters.AddNullable("trained_on", trainedOn);
        command.Parameters.Add(new NpgsqlParameter("details", NpgsqlDbType.Jsonb) { Value = details });
        var model = (await command.ReadAllAsync(ToModel, cancellationToken)).Single();
        await transaction.CommitAsync(cancellationToken);
        return model;
    }

    /// <summary>Puts the next model in the active one's place, if no published initiative lacks its vectors. The old one's vectors are kept for going back.</summary>
    /// <returns>False when some still lack them, or when no model is next.</returns>
    public async Task<bool> FlipAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // The marks of filling become the marks of being current, and those of the old model are kept for going back: nothing is embedded twice.
        await using var command = new NpgsqlCommand(
            """
            with complete as (
                select m.id from embedding_model m
                 where m.is_next
                   and not exists (
                       select from initiative i
                         left join initiative_step s on s.initiative_id = i.id and s.step = 'embed-next' and s.version = m.id::text and s.revision = i.revision
                        where i.status = 'published' and s.initiative_id is null)
                   for update),
            retired as (update embedding_model set is_active = false, retired_at = now() where is_active and exists (select from complete) returning id),
            forgotten as (delete from initiative_step where step = 'embed-kept' and exists (select from complete))
            select (select id from complete), (select count(*) from retired)
            """,
            connection);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            if (reader.IsDBNull(0))
            {
                return false;
            }
        }

        await using var activate = new NpgsqlCommand(
            """
            update embedding_model set is_active = true, is_next = false, retired_at = null where is_next;
            update initiative_step set step = 'embed-kept' where step = 'embed';
            update initiative_step set step = 'embed' where step = 'embed-next'
            """,
            connection);
        await activate.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Makes the model before the active one the next one again; only what has changed since is embedded anew before it flips.</summary>
    /// <returns>Null when there is none to go back to.</returns>
    public async Task<EmbeddingModel?> GoBackAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            update embedding_model set is_next = false where is_next;
            delete from initiative_step where step = 'embed-next';
            update initiative_step set step = 'embed-next' where step = 'embed-kept';
            update embedding_model set is_next = true
             where id = (select id from embedding_model where not is_active and retired_at is not null order by retired_at desc limit 1)
            returning {Columns}
            """,
            connection);
        var model = (await command.ReadAllAsync(ToModel, cancellationToken)).SingleOrDefault();
        if (model is not null)
        {
            await StepLedger.WakeAsync(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return model;
    }

    /// <summary>How far the next model is: published initiatives that have its vectors, and all of them.</summary>
    public async Task<(int Filled, int Published)> CountFilledAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select (select count(*)::int
                      from initiative i
                      join initiative_step s on s.initiative_id = i.id and s.step = 'embed-next' and s.revision = i.revision
                      join embedding_model m on m.is_next and m.id::text = s.version
                     where i.status = 'published'),
                   (select count(*)::int from initiative where status = 'published')
            """);
        return (await command.ReadAllAsync(row => (row.GetInt32(0), row.GetInt32(1)), cancellationToken)).Single();
    }

    /// <summary>Removes models, with their vectors, that are neither active nor next nor the one before.</summary>
    public async Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            delete from embedding_model
             where not is_active and not is_next
               and id is distinct from (select id from embedding_model where not is_active and not is_next and retired_at is not null order by retired_at desc limit 1)
            """);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static EmbeddingModel ToModel(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        row.GetInt32(3),
        row.GetBoolean(4),
        row.GetBoolean(5),
        row.GetValueOrNull<int>(6),
        row.GetFieldValue<DateTimeOffset>(7),
        row.IsDBNull(8) ? null : new ModelEvaluation(row.GetDouble(8), row.GetInt32(9)));
}
