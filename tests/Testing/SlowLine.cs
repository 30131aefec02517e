using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace SocialConnect.Testing;

/// <summary>A portal at the other end of a poor connection: pages arrive a piece at a time, everything they load arrives whole.</summary>
/// <remarks>A piece ends where a block begins: within a line of text, the line would grow with the next piece, and which line that is depends on the day's name.</remarks>
public static partial class SlowLine
{
    private const int PieceLength = 1_400;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    /// <summary>Starts a server that fetches everything from <paramref name="portal"/>.</summary>
    public static Task<LocalServer> StartAsync(Uri portal)
    {
        var client = new HttpClient { BaseAddress = portal };
        return LocalServer.StartAsync(async context =>
        {
            var request = context.Request;
            using var answer = await client.GetAsync(new Uri(request.Path + request.QueryString.ToString(), UriKind.Relative), context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
                return;
            }

            foreach (var piece in Pieces(await answer.Content.ReadAsStringAsync(context.RequestAborted)))
            {
                await context.Response.WriteAsync(piece, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(Pause, context.RequestAborted);
            }
        });
    }

    private static IEnumerable<string> Pieces(string page)
    {
        var start = 0;
        foreach (Match block in BlockStart().Matches(page))
        {
            if (block.Index - start >= PieceLength)
            {
                yield return page[start..block.Index];
                start = block.Index;
            }
        }

        yield return page[start..];
    }

    [GeneratedRegex("<(?:article|aside|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|li|main|nav|ol|p|section|table|tr|ul)[ >]")]
    private static partial Regex BlockStart();
}
