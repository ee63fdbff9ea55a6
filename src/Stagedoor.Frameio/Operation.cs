using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio;

/// <summary>One operation of the API: where it stands, how often one user may ask, and what it does for a caller whose token opened the door.</summary>
public sealed record Operation(string Path, RateLimit Limit, Func<HttpContext, Caller, CancellationToken, ValueTask<IAnswer>> Run);
