namespace SocialConnect.Testing;

/// <summary>A portal at the other end of a poor connection: pages arrive a piece at a time, everything they load arrives whole.</summary>
public static class SlowLine
{
    private const int PieceBytes = 1_400;
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
            var body = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                await context.Response.Body.WriteAsync(body, context.RequestAborted);
                return;
            }

            foreach (var piece in body.Chunk(PieceBytes))
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(Pause, context.RequestAborted);
            }
        });
    }
}
