using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using ExcelDataReader;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>CSV, TSV, XLSX and JSON files, brought to one form: an array of objects whose names are the columns'.</summary>
internal static class TableReader
{
    private const int MostRows = 1_000_000;

    /// <exception cref="FormatException">The file cannot be read as what it is said to be; the message, in French, says why.</exception>
    public static PageView Read(Uri address, byte[] bytes, string? charset, FileRecipe file)
    {
        var format = file.Format == "auto" ? FormatOf(address, bytes) : file.Format;
        return format switch
        {
            "xlsx" => ReadSheet(address, bytes, file.Sheet),
            "json" => JsonPage.Read(address, bytes, charset),
            _ => ReadLines(address, PageEncoding.Decode(bytes, charset), format == "tsv" ? "\t" : file.Separator),
        };
    }

    private static string FormatOf(Uri address, byte[] bytes)
    {
        if (bytes is [(byte)'P', (byte)'K', 3, 4, ..])
        {
            return "xlsx";
        }

        return address.AbsolutePath.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? "tsv"
            : Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(200, bytes.Length))).TrimStart('\uFEFF', ' ', '\r', '\n', '\t') is ['[' or '{', ..] ? "json"
            : "csv";
    }

    private static PageView ReadLines(Uri address, string text, string? separator)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions { Separator = separator?[0], MaxRecordSize = 4_000_000 });
        var columns = reader.Headers.ToArray();
        if (columns.Length == 0)
        {
            throw new FormatException("le fichier est vide");
        }

        var rows = new JsonArray();
        while (rows.Count < MostRows && reader.Read())
        {
            rows.Add(Row(columns, Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetString(column))));
        }

        return Page(address, rows);
    }

    private static PageView ReadSheet(Uri address, byte[] bytes, string? sheet)
    {
        try
        {
            using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(bytes));
            while (sheet is not null && !reader.Name.Equals(sheet, StringComparison.OrdinalIgnoreCase))
            {
                if (!reader.NextResult())
                {
                    throw new FormatException($"le classeur n’a pas de feuille « {sheet} »");
                }
            }

            if (!reader.Read())
            {
                throw new FormatException("la feuille est vide");
            }

            var columns = Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)) ?? "").ToArray();
            var rows = new JsonArray();
            while (reader.Read() && rows.Count < MostRows)
            {
                rows.Add(Row(columns, Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))));
            }

            return Page(address, rows);
        }
        catch (Exception failure) when (failure is ExcelDataReader.Exceptions.ExcelReaderException or InvalidDataException)
        {
            throw new FormatException("le fichier n’est pas un classeur XLSX lisible", failure);
        }
    }

    private static JsonObject Row(string[] columns, IEnumerable<string?> values)
    {
        var row = new JsonObject();
        foreach (var (column, value) in columns.Zip(values))
        {
            if (column.Length > 0 && !string.IsNullOrWhiteSpace(value))
            {
                row[column.Trim()] = value.Trim();
            }
        }

        return row;
    }

    private static string? Text(object? value) => value switch
    {
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };

    private static PageView Page(Uri address, JsonArray rows) => PageView.OfJson(address, JsonSerializer.SerializeToElement(rows));
}
