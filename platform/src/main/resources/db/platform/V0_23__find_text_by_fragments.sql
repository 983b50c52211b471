-- Search by fragments. A table that is searched has two generated columns, so that no writer can forget them:
--   search_form    its searched texts in one form, with blanks between them (search_form)
--   search_tokens  the pieces of that form, under an index of kind gin (search_tokens)
-- and is asked by search_finds. Bodies are in the standard's form: names in them are bound now, whatever path is set later.

-- Letters and digits alone, full-width ones narrow, capitals small: 上海（Ａ）-Tech is 上海atech. Collation pg_c_utf8 makes
-- one character of one, wherever it stands: else a fragment could be written differently from the whole.
create function search_form(written text) returns text immutable parallel safe
    return regexp_replace(lower(normalize(written, nfkc) collate pg_c_utf8), '[^[:alnum:]]+', '', 'g');

-- The piece at each character, in order: the two from there, three where they are all ASCII; fewer at a text's end. Two
-- Chinese characters are a common fragment and a rare pair; two digits are neither.
create function search_pieces(form text) returns text[] immutable parallel safe cost 1000
    return array(
        select split_part(case when octet_length(three) = length(three) then three else left(three, 2) end, ' ', 1)
        from (select string_to_array(form, null) as characters) as split,
             unnest(characters, characters[2:], characters[3:]) with ordinality as t (a, b, c, place),
             lateral (select a || coalesce(b, ' ') || coalesce(c, ' ')) as g (three)
        where a <> ' '
        order by place);

create function search_tokens(form text) returns tsvector immutable parallel safe cost 1000
    return array_to_tsvector(search_pieces(form));

-- What is between blanks is a word; signs alone are none.
create function search_words(asked text) returns text[] immutable parallel safe cost 1000
    return array(select distinct search_form(word)
                 from regexp_split_to_table(normalize(asked, nfkc), '\s+') as word
                 where search_form(word) <> '');

-- Pieces that whatever has the words must have; null when there is no word. A word that is shorter than a piece is the
-- beginning of some. Of a longer one, every third and the last will do: more would cost more than they exclude, and the
-- planner, which takes them to be independent, would expect nothing where there is much.
-- Planning this for each text that is asked for would take five times as long as doing it.
-- This and the patterns are constants of a plan that is made for the text asked for; one that is made for any text would work
-- them out for each row. The cost, out of all proportion, keeps the planner from that.
create function search_query(asked text) returns tsquery immutable parallel safe cost 100000
    set plan_cache_mode = force_generic_plan
    return (select string_agg(coalesce(pieces, quote_literal(word) || ':*'), ' & ')::tsquery
            from unnest(search_words(asked)) as word,
                 lateral (select string_agg(quote_literal(piece), ' & ')
                          from (select piece, place, count(*) over () as places
                                from unnest(search_pieces(word)) with ordinality as p (piece, place)
                                where length(piece) = 3
                                   or length(piece) = 2 and (octet_length(piece) > 2 or place < length(word) - 1)) as whole
                          where place % 3 = 1 or place = places) as chosen (pieces));

create function search_patterns(asked text) returns text[] immutable parallel safe cost 100000
    return array(select '%' || word || '%' from unnest(search_words(asked)) as word);

-- Whether each word stands in the form. The index finds what has the pieces, and the form decides. It does so as a number:
-- the planner would take a pattern to be one more condition, and multiply.
create function search_finds(form text, tokens tsvector, asked text) returns boolean immutable parallel safe
    return tokens @@ search_query(asked) and (form like all (search_patterns(asked)))::int <> 0;
