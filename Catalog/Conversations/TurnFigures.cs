using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace SocialConnect.Catalog.Conversations;

/// <summary>What operators count of one turn. Nothing of what the person wrote is in it.</summary>
public sealed record TurnFigures
{
    internal const string Columns =
        "intent, themes, audiences, territory_code, found, loosened, abstained, stopped, emergency, by_model, fallback, sentences, withheld, calls, tokens_read, tokens_written, euros, first_card_ms, total_ms";

    internal const string Values =
        "@intent, @themes, @audiences, (select code from territory where code = @territory), @found, @loosened, @abstained, @stopped, @emergency, @by_model, @fallback, @sentences, @withheld, @calls, @read, @written, @euros, @first_card, @total";

    public required string Intent { get; init; }

    /// <summary>Notations of the themes it was about.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    public IReadOnlyList<string> Audiences { get; init; } = [];

    public string? TerritoryCode { get; init; }

    /// <summary>Initiatives that answered.</summary>
    public int Found { get; init; }

    /// <summary>Shown from outside the place asked for.</summary>
    public bool Loosened { get; init; }

    public bool Abstained { get; init; }

    public bool Stopped { get; init; }

    public bool Emergency { get; init; }

    public bool ByModel { get; init; }

    /// <summary>Why a model's words were not shown: 'slow', 'failed', 'budget', 'checks', 'nothing'; null otherwise.</summary>
    public string? Fallback { get; init; }

    /// <summary>Sentences shown.</summary>
    public int Sentences { get; init; }

    /// <summary>Sentences withheld, by the check they failed.</summary>
    public IReadOnlyDictionary<string, int> Withheld { get; init; } = new Dictionary<string, int>();

    /// <summary>The audit of function calls, as JSON.</summary>
    public string Calls { get; init; } = "[]";

    public int TokensRead { get; init; }

    public int TokensWritten { get; init; }

    public decimal Euros { get; init; }

    /// <summary>Milliseconds until the first card; null when none was shown.</summary>
    public int? FirstCardMs { get; init; }

    public int TotalMs { get; init; }

    internal void AddTo(NpgsqlCommand command)
    {
        var parameters = command.Parameters;
        parameters.AddWithValue("intent", Intent);
        parameters.AddWithValue("themes", Themes.ToArray());
        parameters.AddWithValue("audiences", Audiences.ToArray());
        parameters.Add(new NpgsqlParameter("territory", NpgsqlDbType.Text) { Value = (object?)TerritoryCode ?? DBNull.Value });
        parameters.AddWithValue("found", Found);
        parameters.AddWithValue("loosened", Loosened);
        parameters.AddWithValue("abstained", Abstained);
        parameters.AddWithValue("stopped", Stopped);
        parameters.AddWithValue("emergency", Emergency);
        parameters.AddWithValue("by_model", ByModel);
        parameters.Add(new NpgsqlParameter("fallback", NpgsqlDbType.Text) { Value = (object?)Fallback ?? DBNull.Value });
        parameters.AddWithValue("sentences", Sentences);
        parameters.Add(new NpgsqlParameter("withheld", NpgsqlDbType.Jsonb) { Value = JsonSerializer.Serialize(Withheld) });
        parameters.Add(new NpgsqlParameter("calls", NpgsqlDbType.Jsonb) { Value = Calls });
        parameters.AddWithValue("read", TokensRead);
        parameters.AddWithValue("written", TokensWritten);
        parameters.AddWithValue("euros", Euros);
        parameters.Add(new NpgsqlParameter("first_card", NpgsqlDbType.Integer) { Value = (object?)FirstCardMs ?? DBNull.Value });
        parameters.AddWithValue("total", TotalMs);
    }
}
