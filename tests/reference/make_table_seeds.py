#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_table_seeds.py tests/data/fuzz: a workbook with every kind of cell, its parts not packed, and Parquet files with every kind of column
and encoding, not compressed, so that a changed byte reaches what reads it. Made with openpyxl 3.1.5 and pyarrow 26.0.1."""
import datetime
import decimal
import io
import sys
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

out=sys.argv[1]
def store(data,path,drop=('xl/theme/theme1.xml','docProps/app.xml','docProps/core.xml')):
    src=zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(path,'w',zipfile.ZIP_STORED) as z:
        for n in src.namelist():
            if n in drop: continue
            t=src.read(n)
            if n=='[Content_Types].xml': pass
            z.writestr(zipfile.ZipInfo(n),t)
wb=openpyxl.Workbook(); ws=wb.active; ws.title='Tickets'
ws.append(['question','answer','when','n','ok'])
ws.append(['Where is my card?','card_arrival',datetime.datetime(2026,1,2,3,4,5),1.5,True])
ws.append(['Line\nbreak é','x',datetime.date(2025,5,6),-3,False])
ws.append([None,'=1+2',datetime.time(1,2,3),1e300,None])
ws['A6']='#N/A'; ws['B6']='=SUM(D2:D4)'; ws['A7']=' spaces '; ws['C7']=datetime.timedelta(days=1,hours=2)
ws.merge_cells('A8:C9'); ws['A8']='merged'
wb.create_sheet('Second').append(['a','b']); wb['Second'].sheet_state='hidden'
b=io.BytesIO(); wb.save(b); store(b.getvalue(),out+'/xlsx/stored_kinds.xlsx')
n=12
t=pa.table({'q':pa.array(['what %d'%(i%3) if i%5 else None for i in range(n)]),'a':pa.array(['b'*i for i in range(n)]),'i8':pa.array(range(n),pa.int8()),'u64':pa.array(range(n),pa.uint64()),'f':pa.array([i/3 for i in range(n)],pa.float32()),'d':pa.array([i/3 for i in range(n)]),'b':pa.array([i%2==0 for i in range(n)]),
 'ts':pa.array([datetime.datetime(2026,1,1+i) for i in range(n)],pa.timestamp('ms')),'date':pa.array([datetime.date(2026,1,1+i) for i in range(n)]),'dec':pa.array([decimal.Decimal(i)/4 for i in range(n)],pa.decimal128(20,3)),'fix':pa.array([b'%04d'%i for i in range(n)],pa.binary(4)),'bin':pa.array([b'\0%d'%i for i in range(n)]),
 'list':pa.array([[{'role':'user','content':'x%d'%i}]*(i%3) for i in range(n)]),'map':pa.array([[('k',i)] for i in range(n)],pa.map_(pa.string(),pa.int32())),'st':pa.array([{'x':{'y':i}} for i in range(n)])})
def w(name,cols=None,**k):
    tt=t.select(cols) if cols else t
    pq.write_table(tt,out+'/parquet/'+name,compression='NONE',store_schema=False,write_statistics=False,**k)
w('plain_kinds.parquet',use_dictionary=False)
w('dictionary_v2.parquet',['q','a','list','map','st'],data_page_version='2.0')
w('delta.parquet',['i8','u64','q','a','fix','d'],use_dictionary=False,column_encoding={'i8':'DELTA_BINARY_PACKED','u64':'DELTA_BINARY_PACKED','q':'DELTA_LENGTH_BYTE_ARRAY','a':'DELTA_BYTE_ARRAY','fix':'DELTA_BYTE_ARRAY','d':'BYTE_STREAM_SPLIT'},data_page_version='2.0')
w('pages.parquet',['q','i8','b'],data_page_size=16,write_batch_size=2,row_group_size=5,write_page_index=True)
