using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Endpoints.Dialects;

/// <summary>How a request is read and an answer written (design §3). Every protocol rule lives once, elsewhere.</summary>
public abstract class Dialect
{
    public static readonly Dialect Ims = new ImsDialect();
    public static readonly Dialect Standard = new StandardDialect();

    public abstract Clients.Dialects Name { get; }

    public abstract bool Multipart { get; }

    /// <summary>Writes a refusal as JSON with no-store, and its headers; logs nothing.</summary>
    public abstract IResult Refuse(ProtocolError error);

    public Result<ScopeSet> ReadScope(string? text) => ScopeSet.Parse(text, commas: Name == Clients.Dialects.Ims);

    public string Join(ScopeSet scopes) => Name == Clients.Dialects.Ims ? scopes.CommaJoined : scopes.SpaceJoined;

    private sealed class ImsDialect : Dialect
    {
        public override Clients.Dialects Name => Clients.Dialects.Ims;
        public override bool Multipart => true;
        public override IResult Refuse(ProtocolError error) => throw new NotImplementedException();
    }

    private sealed class StandardDialect : Dialect
    {
        public override Clients.Dialects Name => Clients.Dialects.Standard;
        public override bool Multipart => false;
        public override IResult Refuse(ProtocolError error) => throw new NotImplementedException();
    }
}
