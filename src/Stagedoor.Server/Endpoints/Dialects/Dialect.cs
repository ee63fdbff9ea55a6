using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Endpoints.Dialects;

/// <summary>How a request is read and an answer written (design §3). Every protocol rule lives once, elsewhere.</summary>
public abstract class Dialect
{
    public static readonly Dialect Ims = new ImsDialect();
    public static readonly Dialect Standard = new StandardDialect();

    public abstract Clients.Dialects Name { get; }

    /// <summary>Whether multipart bodies and parameters in the query are read where a form is expected.</summary>
    public bool IsLenient => Name == Clients.Dialects.Ims;

    /// <summary><c>token_type</c> as clients of the dialect compare it; without case by RFC 6749 §5.1.</summary>
    public abstract string TokenType { get; }

    /// <summary>The dialect of a path.</summary>
    public static Dialect Of(PathString path) => path.StartsWithSegments("/ims") || path.StartsWithSegments("/console") ? Ims : Standard;

    /// <summary>Writes a refusal as JSON with no-store, and its headers; logs it once.</summary>
    public IResult Refuse(ProtocolError error) => Refuse(error, StatusOf(error));

    /// <summary>The same under a status of HTTP's own: an unknown path, a wrong method, a body too large.</summary>
    public IResult Refuse(ProtocolError error, int status) => new Refusal(status, CodeOf(error), DescriptionOf(error), error);

    public Result<ScopeSet> ReadScope(string? text) => ScopeSet.Parse(text, commas: IsLenient);

    public string Join(ScopeSet scopes) => IsLenient ? scopes.CommaJoined : scopes.SpaceJoined;

    protected abstract int StatusOf(ProtocolError error);

    protected virtual string CodeOf(ProtocolError error) => error.Code;

    protected virtual string DescriptionOf(ProtocolError error) => error.Description;
}
