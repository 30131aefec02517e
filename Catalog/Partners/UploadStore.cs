using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Partners;

/// <summary>Files handed in through the portal, for recipes of kind "file".</summary>
public sealed partial class UploadStore(NpgsqlDataSource database)
{
    /// <summary>The scheme of a start address that names an uploaded file: upload://&lt;id&gt;/&lt;name&gt;.</summary>
    public const string Scheme = "upload";

    public const long MostBytes = 20_000_000;

    private static readonly string[] Endings = [".csv", ".tsv", ".txt", ".xlsx", ".json"];

    /// <summary>Why a file of this name and size is not taken, in French; null: it is.</summary>
    public static string? ProblemWith(string name, long bytes) =>
        !Endings.Contains(Path.GetExtension(name).ToLowerInvariant()) ? $"Le fichier «\u00A0{name}\u00A0» n’est pas d’un format lisible\u202F: CSV, TSV, XLSX ou JSON."
        : bytes == 0 ? "Le fichier est vide."
        : bytes > MostBytes ? $"Le fichier dépasse la taille permise ({MostBytes / 1_000_000} Mo)."
        : null;

    /// <exception cref="ArgumentException">Such a file is not taken; ask <see cref="ProblemWith"/> first.</exception>
    public async Task<Upload> SaveAsync(string name, byte[] body, string? uploadedBy, CancellationToken cancellationToken)
    {
        name = Path.GetFileName(name.Replace('\\', '/'));
        if (ProblemWith(name, body.LongLength) is { } problem)
        {
            throw new ArgumentException(problem, nameof(name));
        }

        await using var command = database.CreateCommand("insert into upload (name, body, uploaded_by) values (@name, @body, @uploaded_by) returning id, name, octet_length(body), uploaded_at");
        command.Parameters.AddWithValue("name", Unusual().Replace(name, "-"));
        command.Parameters.AddWithValue("body", body);
        command.Parameters.Add(new NpgsqlParameter("uploaded_by", NpgsqlDbType.Text) { Value = (object?)uploadedBy ?? DBNull.Value });
        return (await command.ReadFirstAsync(ToUpload, cancellationToken))!;
    }

    /// <returns>Null when the address names no file, or none that is there.</returns>
    public async Task<byte[]?> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.Scheme != Scheme || !Guid.TryParse(address.Host, out var id))
        {
            return null;
        }

        await using var command = database.CreateCommand("select body from upload where id = @id");
        command.Parameters.AddWithValue("id", id);
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Removes files handed in more than a day ago that no recipe names, in any of its versions.</summary>
    public async Task<int> RemoveUnusedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            delete from upload u
             where u.uploaded_at < now() - interval '1 day'
               and not exists (select from recipe r where r.document::text like '%{Scheme}://' || u.id || '/%')
            """);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Upload ToUpload(NpgsqlDataReader row)
    {
        var (id, name) = (row.GetGuid(0), row.GetString(1));
        return new(id, name, row.GetInt32(2), new Uri($"{Scheme}://{id}/{Uri.EscapeDataString(name)}"), row.GetFieldValue<DateTimeOffset>(3));
    }

    // What would mean something else in an address.
    [GeneratedRegex(@"[^\p{L}\p{N} ._()-]")]
    private static partial Regex Unusual();
}
